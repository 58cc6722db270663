package io.bisync.leke.bridge;

import static io.bisync.leke.bridge.LekeEvents.TOPIC;
import static io.bisync.leke.bridge.LekeEvents.fresh;
import static io.bisync.leke.bridge.LekeEvents.structured;
import static io.bisync.leke.bridge.LekeEvents.text;
import static io.bisync.leke.bridge.LekeEvents.unfit;
import static io.bisync.leke.bridge.LekeEvents.value;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import com.google.rpc.ErrorInfo;
import com.google.rpc.RetryInfo;
import io.bisync.bridge.v1.Answer;
import io.bisync.bridge.v1.Event;
import io.bisync.bridge.v1.Published;
import io.bisync.local.proxy.Direction;
import io.bisync.local.proxy.Toxic;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.protobuf.StatusProto;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Both doors of the bridge before a real broker. */
class BridgeIT {

    private static final String T1 = "publisher~leke~t1";
    private static final String STRUCTURED = "application/cloudevents+json";
    private static final String BATCH = "application/cloudevents-batch+json; charset=utf-8";

    private static final BridgeService SERVICE = new BridgeService();

    @AfterAll
    static void stop() {
        SERVICE.close();
    }

    @Test
    void anEventIsOnTheTopicAsItCameWhenItIsAnswered() {
        var id = fresh();
        var answer = SERVICE.post(T1, id, value(id));

        assertThat(answer.status()).as(answer.response().body()).isEqualTo(200);
        assertThat(answer.response().body()).isEqualTo("{\"id\":\"%s\",\"answer\":\"accepted\"}".formatted(id));
        assertThat(SERVICE.records(id)).singleElement().satisfies(record -> {
            assertThat(record.value()).isEqualTo(value(id));
            assertThat(new String(record.key(), UTF_8)).isEqualTo("t1:o-" + id);
            assertThat(BridgeService.header(record, "content-type")).isEqualTo("application/json");
            assertThat(BridgeService.header(record, "schema-version")).isEqualTo("1");
            assertThat(BridgeService.header(record, "ce_id")).isEqualTo(id);
            assertThat(BridgeService.header(record, "ce_source")).isEqualTo("/middleware");
        });
    }

    @Test
    void theDataOfAStructuredEventStaysAsItIs() {
        var id = fresh();
        var answer = SERVICE.post(T1, TOPIC, structured(id, text(id)).getBytes(UTF_8), "Content-Type", STRUCTURED);

        assertThat(answer.status()).as(answer.response().body()).isEqualTo(200);
        assertThat(SERVICE.records(id))
                .singleElement()
                .satisfies(record -> assertThat(record.value()).isEqualTo(value(id)));
    }

    @Test
    void ofABatchAllAreTakenOrNoneAndEachHasItsAnswer() {
        var ids = List.of(fresh(), fresh(), fresh());
        var bad = "[%s,%s,%s]"
                .formatted(
                        structured(ids.get(0), text(ids.get(0))),
                        structured(ids.get(1), new String(unfit(ids.get(1)), UTF_8)),
                        structured(ids.get(2), text(ids.get(2))));
        var refused = SERVICE.post(T1, TOPIC, bad.getBytes(UTF_8), "Content-Type", BATCH);

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.code()).isEqualTo("BI-TABLE-10");
        assertThat(refused.json()
                        .path("events")
                        .valueStream()
                        .map(it -> it.path("answer").asString()))
                .containsExactly("withheld", "refused", "withheld");
        assertThat(SERVICE.records(ids.toArray(String[]::new))).isEmpty();

        var good = bad.replace("\"receiver_name\":\"王小明\"", "\"items\":[]");
        var taken = SERVICE.post(T1, TOPIC, good.getBytes(UTF_8), "Content-Type", BATCH);
        assertThat(taken.status()).as(taken.response().body()).isEqualTo(200);
        assertThat(taken.json().valueStream().map(it -> it.path("answer").asString()))
                .containsExactly("accepted", "accepted", "accepted");
        assertThat(SERVICE.records(ids.toArray(String[]::new))).hasSize(3);
    }

    @Test
    void aRepeatAtEitherDoorIsAnsweredAgainAndPublishedOnce() {
        var id = fresh();
        var event = BridgeService.event(id, value(id));

        assertThat(SERVICE.grpc(T1).publish(event))
                .isEqualTo(Published.newBuilder().setId(id).build());
        assertThat(SERVICE.grpc(T1).publish(event).getRepeated()).isTrue();
        assertThat(SERVICE.post(T1, id, value(id)).json().path("answer").asString())
                .isEqualTo("repeated");
        assertThat(SERVICE.records(id)).hasSize(1);
        assertThat(SERVICE.count("bi.bridge.events", "answer", "repeated")).isGreaterThanOrEqualTo(2);
    }

    @Test
    void theSameIdWithOtherBytesIsAConflict() {
        var id = fresh();
        SERVICE.post(T1, id, value(id));
        var other = text(id).replace("PAID", "SENT").getBytes(UTF_8);

        var answer = SERVICE.post(T1, id, other);
        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.code()).isEqualTo("BI-BRIDGE-10");
        assertRefused(T1, BridgeService.event(id, other), Status.Code.ALREADY_EXISTS, "BI-BRIDGE-10");
        assertThat(SERVICE.records(id)).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "'',                     401, UNAUTHENTICATED,   BI-BRIDGE-01",
        "unknown,                401, UNAUTHENTICATED,   BI-BRIDGE-01",
        "service,                403, PERMISSION_DENIED, BI-BRIDGE-02",
        "publisher~jushuitan~t1, 403, PERMISSION_DENIED, BI-BRIDGE-02",
        "publisher~leke~t2,      403, PERMISSION_DENIED, BI-BRIDGE-05",
        "lost,                   503, UNAVAILABLE,       BI-BRIDGE-03",
    })
    void whoMayNotPublishIsToldWhy(String token, int http, Status.Code grpc, String code) {
        var id = fresh();
        var answer = SERVICE.post(token, id, value(id));

        assertThat(answer.status()).isEqualTo(http);
        assertThat(answer.code()).isEqualTo(code);
        assertThat(answer.response().headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(answer.response().headers().firstValue("Retry-After").isPresent())
                .isEqualTo(http == 503);
        assertRefused(token, BridgeService.event(id, value(id)), grpc, code);
        assertThat(SERVICE.records(id)).isEmpty();
    }

    @Test
    void onlyOpenTopicsAreWrittenTo() {
        var id = fresh();
        assertThat(SERVICE.post(T1, "erp.leke.order.history", value(id), BridgeService.binary(id))
                        .code())
                .isEqualTo("BI-BRIDGE-04");
        assertRefused(
                T1,
                BridgeService.event(id, value(id)).toBuilder()
                        .setTopic(TOPIC + "-dlt")
                        .build(),
                Status.Code.NOT_FOUND,
                "BI-BRIDGE-04");
    }

    @Test
    void idAndKeyAreThoseOfTheValue() {
        var id = fresh();
        assertThat(SERVICE.post(T1, "another", value(id)).code()).isEqualTo("BI-BRIDGE-08");
        assertRefused(
                T1,
                BridgeService.event(id, value(id)).toBuilder()
                        .setKey("t2:o-" + id)
                        .build(),
                Status.Code.INVALID_ARGUMENT,
                "BI-BRIDGE-08");
        assertThat(SERVICE.records(id)).isEmpty();
    }

    @Test
    void whatWouldBeADeadLetterIsRefusedWithItsCodeAndWithoutItsValues() {
        var id = fresh();
        var answer = SERVICE.post(T1, id, unfit(id));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo("BI-TABLE-10");
        assertThat(answer.response().body()).contains("items").doesNotContain("王小明");
        assertThat(SERVICE.post(T1, id, "{\"event_id\":".getBytes(UTF_8)).code())
                .isEqualTo("BI-TABLE-01");
    }

    @Test
    void whatIsTooLargeOrOfAnotherTypeIsNotTaken() {
        var id = fresh();
        var large = new byte[65 * 1024];
        assertThat(SERVICE.post(T1, id, large).status()).isEqualTo(413);
        for (var again = 0; again < 10; again++) {
            // Each is answered, and the connection is good for the next one.
            assertThat(SERVICE.post(T1, id, new byte[200 * 1024]).code()).isEqualTo("BI-BRIDGE-09");
        }
        assertThat(SERVICE.post(T1, TOPIC, value(id), "Content-Type", "text/plain")
                        .code())
                .isEqualTo("BI-BRIDGE-07");
        assertThat(SERVICE.post(T1, TOPIC, value(id), "Content-Type", "application/json")
                        .code())
                .isEqualTo("BI-BRIDGE-06");
        var tooMany = IntStream.range(0, 21).mapToObj(_ -> structured(id, "1")).toList();
        assertThat(SERVICE.post(T1, TOPIC, tooMany.toString().getBytes(UTF_8), "Content-Type", BATCH)
                        .code())
                .isEqualTo("BI-BRIDGE-09");
    }

    @Test
    void aStreamKeepsTheOrderOfAKeyAndARefusedEventEndsNothing() throws Exception {
        var order = fresh();
        var ids = IntStream.range(0, 50).mapToObj(_ -> fresh()).toList();
        var answers = new LinkedBlockingQueue<Answer>();
        var ended = new CompletableFuture<Void>();
        var events = SERVICE.stream(T1).publishStream(new Collector(answers, ended));
        for (var id : ids) {
            var value = text(id).replace("o-" + id, order);
            var broken = id.equals(ids.get(10)) ? value.replace("\"items\"", "\"lines\"") : value;
            events.onNext(BridgeService.event(id, broken.getBytes(UTF_8)));
        }
        events.onCompleted();
        ended.get(60, TimeUnit.SECONDS);

        assertThat(answers.stream().map(Answer::getId)).containsExactlyInAnyOrderElementsOf(ids);
        assertThat(answers.stream().filter(Answer::hasProblem)).singleElement().satisfies(it -> {
            assertThat(it.getId()).isEqualTo(ids.get(10));
            assertThat(it.getProblem().getCode()).isEqualTo("BI-TABLE-10");
            assertThat(it.getProblem().getStatus()).isEqualTo(Status.Code.INVALID_ARGUMENT.value());
        });
        assertThat(SERVICE.records(ids.toArray(String[]::new)).stream().map(it -> BridgeService.header(it, "event-id")))
                .containsExactlyElementsOf(
                        ids.stream().filter(it -> !it.equals(ids.get(10))).toList());
    }

    @Test
    void whileKafkaIsAwaySoManyWaitAndAreToldToComeAgain() {
        SERVICE.proxy.next(100, Direction.TO_CLIENT, new Toxic.Timeout(Duration.ofSeconds(60)));
        try {
            var waiting = List.of(fresh(), fresh());
            var answers = waiting.stream()
                    .map(id -> SERVICE.send(T1, TOPIC, value(id), BridgeService.binary(id)))
                    .toList();
            var id = fresh();
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> SERVICE.post(T1, id, value(id)).status() == 429);
            var full = SERVICE.post(T1, id, value(id));
            assertThat(full.code()).isEqualTo("BI-BRIDGE-11");
            assertThat(full.response().headers().firstValue("Retry-After")).hasValue("1");
            assertRefused(T1, BridgeService.event(id, value(id)), Status.Code.RESOURCE_EXHAUSTED, "BI-BRIDGE-11");

            answers.forEach(it -> {
                assertThat(it.join().status()).isEqualTo(503);
                assertThat(it.join().code()).isEqualTo("BI-BRIDGE-12");
                assertThat(it.join().response().headers().firstValue("Retry-After"))
                        .hasValue("5");
            });
            SERVICE.proxy.clear();
            for (var again : waiting) {
                await().atMost(Duration.ofSeconds(60))
                        .until(() -> SERVICE.post(T1, again, value(again)).status() == 200);
                assertThat(SERVICE.post(T1, again, value(again))
                                .json()
                                .path("answer")
                                .asString())
                        .isEqualTo("repeated");
            }
        } finally {
            SERVICE.proxy.clear();
        }
    }

    @Test
    void healthIsOpenToEverybody() {
        var health = HealthGrpc.newBlockingStub(SERVICE.channel).check(HealthCheckRequest.getDefaultInstance());

        assertThat(health.getStatus()).isEqualTo(ServingStatus.SERVING);
    }

    private record Collector(Queue<Answer> answers, CompletableFuture<Void> ended) implements StreamObserver<Answer> {

        @Override
        public void onNext(Answer answer) {
            answers.add(answer);
        }

        @Override
        public void onError(Throwable failed) {
            ended.completeExceptionally(failed);
        }

        @Override
        public void onCompleted() {
            ended.complete(null);
        }
    }

    private static void assertRefused(String token, Event event, Status.Code status, String code) {
        assertThatExceptionOfType(StatusRuntimeException.class)
                .isThrownBy(() -> SERVICE.grpc(token).publish(event))
                .satisfies(it -> {
                    assertThat(it.getStatus().getCode()).as(it.getMessage()).isEqualTo(status);
                    assertThat(it.getStatus().getDescription()).startsWith(code + " ");
                    var details = StatusProto.fromThrowable(it);
                    assertThat(details).isNotNull();
                    assertThat(details.getDetails(0).unpack(ErrorInfo.class).getReason())
                            .isEqualTo(code);
                    assertThat(details.getDetailsList().stream().anyMatch(detail -> detail.is(RetryInfo.class)))
                            .isEqualTo(status == Status.Code.RESOURCE_EXHAUSTED || status == Status.Code.UNAVAILABLE);
                });
    }
}
