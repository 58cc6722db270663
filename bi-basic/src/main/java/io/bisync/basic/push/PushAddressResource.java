package io.bisync.basic.push;

import io.bisync.account.api.PushApi;
import io.bisync.basic.account.Sources;
import io.bisync.basic.caller.Caller;
import io.bisync.basic.http.Code;
import io.bisync.basic.http.Refuses;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import java.util.List;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Addresses for pushes over REST: made, replaced and ended by administrators, answered at by services. */
@RestController
@Tag(name = "Push", description = "Addresses at which an ERP says that something changed, and reading again")
class PushAddressResource implements PushApi {

    record PushAddressList(List<PushAddress> addresses) {}

    /**
     * An address, answered this once.
     *
     * @param path what follows the name of the host that bi-api-jushuitan is reached at: give the whole to the ERP
     */
    record NewPushAddress(long id, String path) {

        static NewPushAddress of(PushAddress address, PathToken token) {
            return new NewPushAddress(address.id(), "/push/" + token.value());
        }

        @Override
        public String toString() {
            return "NewPushAddress[id=" + id + "]";
        }
    }

    /**
     * How an address is replaced.
     *
     * @param overlap for how long the old one is valid beside the new one, PT0S to P7D; a day where it is absent
     */
    record Rotation(
            @Nullable @DurationMin(millis = 0) @DurationMax(days = 7)
            Duration overlap) {}

    private static final Duration USUAL_OVERLAP = Duration.ofDays(1);
    private static final String KEY = "[\\x21-\\x7e]{1,100}";

    private final PushAddresses addresses;
    private final Sources sources;

    PushAddressResource(PushAddresses addresses, Sources sources) {
        this.addresses = addresses;
        this.sources = sources;
    }

    @GetMapping("/api/push-addresses")
    @Operation(
            operationId = "listPushAddresses",
            summary = "All addresses for pushes, ended ones too; without their tokens")
    PushAddressList list(@RequestParam(required = false) @Nullable String source) {
        return new PushAddressList(addresses.list(source == null ? null : sources.named(source)));
    }

    @PostMapping("/api/accounts/{id}/push-addresses")
    @Operation(
            operationId = "addPushAddress",
            summary = "Make an address at which the ERP says that something of this account changed; it is in this"
                    + " answer and nowhere else")
    @Refuses({Code.NO_ACCOUNT, Code.OTHER_SOURCE, Code.NEVER_ASKED})
    ResponseEntity<NewPushAddress> ofAccount(@PathVariable String id) {
        var token = PathToken.random();
        return answer(addresses.ofAccount(id, token), token);
    }

    @PostMapping("/api/apps/{source}/{appKey}/push-addresses")
    @Operation(
            operationId = "addPushAddressOfApp",
            summary =
                    "Make an address for all accounts of an app, whose messages name the company; it is in this answer"
                            + " and nowhere else")
    @Refuses({Code.OTHER_SOURCE, Code.NEVER_ASKED})
    ResponseEntity<NewPushAddress> ofApp(
            @PathVariable String source, @PathVariable @Pattern(regexp = KEY) String appKey) {
        var token = PathToken.random();
        return answer(addresses.ofApp(sources.named(source), appKey, token), token);
    }

    @PostMapping("/api/push-addresses/{id}/rotate")
    @Operation(
            operationId = "rotatePushAddress",
            summary = "Make another address in the place of this one, which stays valid for the overlap")
    @Refuses({Code.NO_PUSH_ADDRESS, Code.OTHER_SOURCE})
    ResponseEntity<NewPushAddress> rotate(@PathVariable long id, @Valid @RequestBody Rotation rotation) {
        var token = PathToken.random();
        var overlap = rotation.overlap() == null ? USUAL_OVERLAP : rotation.overlap();
        return answer(addresses.rotated(id, token, overlap), token);
    }

    @DeleteMapping("/api/push-addresses/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(operationId = "endPushAddress", summary = "End an address for pushes at once")
    @Refuses({Code.NO_PUSH_ADDRESS, Code.OTHER_SOURCE})
    void end(@PathVariable long id) {
        addresses.end(id, Duration.ZERO);
    }

    @Override
    @Operation(
            operationId = "getPushDoors",
            summary = "For services: the addresses that are valid, by the hashes of their tokens")
    @Tag(name = "For services")
    @Refuses(Code.OTHER_SOURCE)
    public PushDoors pushDoors(String source) {
        var named = sources.named(source);
        Caller.current().requireSource(named.text());
        return new PushDoors(addresses.doors(named));
    }

    private static ResponseEntity<NewPushAddress> answer(PushAddress address, PathToken token) {
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(NewPushAddress.of(address, token));
    }
}
