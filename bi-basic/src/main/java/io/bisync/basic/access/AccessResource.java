package io.bisync.basic.access;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.bisync.basic.account.Source;
import io.bisync.basic.account.Sources;
import io.bisync.basic.http.Code;
import io.bisync.basic.http.Refuses;
import io.bisync.basic.idempotency.Idempotency;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** API tokens over REST, and their introspection by RFC 7662. */
@RestController
@RequestMapping("/api")
@Tag(name = "Access", description = "API tokens")
class AccessResource {

    record TokenList(List<ApiToken> tokens, List<FileToken> files) {}

    /**
     * Whom the token is for, and what it lets them do.
     *
     * @param source the one source whose accounts a service may touch; all where it is absent
     * @param tenant whose events a publisher may publish; absent for every other role
     * @param expiresAt when it ends; never where it is absent
     */
    record TokenRequest(
            @NotBlank @Size(min = 1, max = 100) String name,
            @NotNull Role role,
            @Nullable Source source,
            @Nullable @Size(min = 1, max = 32) String tenant,
            @Nullable Instant expiresAt) {}

    /**
     * A new token.
     *
     * @param token the bearer value, answered this once
     */
    record NewApiToken(long id, String name, Role role, String token) {

        @Override
        public String toString() {
            return "NewApiToken[id=" + id + "]";
        }
    }

    /**
     * What a bearer value is worth (RFC 7662); nothing but active for one that does not count.
     *
     * @param clientId the name of the token
     * @param scope its role
     * @param sub which token it is
     * @param source the one source that it is for
     * @param tenant whose events it may publish
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Introspection(
            boolean active,
            @Nullable @JsonProperty("client_id") String clientId,
            @Nullable String scope,
            @Nullable String sub,
            @Nullable @JsonProperty("token_type") String tokenType,
            @Nullable String source,
            @Nullable String tenant) {

        static final Introspection NOTHING = new Introspection(false, null, null, null, null, null, null);

        static Introspection of(Holder holder) {
            return new Introspection(
                    true,
                    holder.name(),
                    holder.role().name(),
                    holder.token(),
                    "Bearer",
                    holder.source(),
                    holder.tenant());
        }
    }

    private final ApiTokens tokens;
    private final FileTokens files;
    private final Sources sources;

    AccessResource(ApiTokens tokens, FileTokens files, Sources sources) {
        this.sources = sources;
        this.tokens = tokens;
        this.files = files;
    }

    @GetMapping("/access-tokens")
    @Operation(
            operationId = "listAccessTokens",
            summary = "All API tokens, revoked ones too, and those of mounted files; without their values")
    TokenList list() {
        return new TokenList(tokens.list(), files.list());
    }

    @PostMapping("/access-tokens")
    @Operation(
            operationId = "makeAccessToken",
            summary = "Make an API token; its value is in this answer and nowhere else")
    @Refuses(Code.KEY_REUSED)
    @ApiResponse(
            responseCode = "201",
            description = "The token",
            useReturnTypeSchema = true,
            headers =
                    @Header(
                            name = "Location",
                            description = "Address of what was made",
                            required = true,
                            schema = @Schema(type = "string")))
    ResponseEntity<NewApiToken> make(
            @Valid @RequestBody TokenRequest request,
            @RequestHeader(name = Idempotency.HEADER, required = false) @Pattern(regexp = Idempotency.PATTERN) @Nullable String key) {
        if (request.source() != null) {
            sources.known(request.source());
        }
        var bearer = Bearer.random();
        var token = tokens.add(request, bearer, key);
        return ResponseEntity.created(URI.create("/api/access-tokens/" + token.id()))
                .cacheControl(CacheControl.noStore())
                .body(new NewApiToken(token.id(), token.name(), token.role(), bearer.value()));
    }

    @DeleteMapping("/access-tokens/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(operationId = "revokeAccessToken", summary = "Revoke an API token, at once")
    @Refuses({Code.NO_ACCESS_TOKEN, Code.LAST_ADMINISTRATOR})
    void revoke(@PathVariable long id) {
        tokens.revoke(id);
    }

    @PostMapping(path = "/introspect", consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
    @Operation(
            operationId = "introspectToken",
            summary = "For services: who holds this token (RFC 7662); scope is the role")
    Introspection introspect(@RequestParam String token) {
        return tokens.find(new Bearer(token)).map(Introspection::of).orElse(Introspection.NOTHING);
    }
}
