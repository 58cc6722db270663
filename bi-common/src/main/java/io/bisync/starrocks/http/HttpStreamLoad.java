package io.bisync.starrocks.http;

import io.bisync.starrocks.ErrorCode;
import io.bisync.starrocks.LabelState;
import io.bisync.starrocks.LoadFormat;
import io.bisync.starrocks.LoadLabel;
import io.bisync.starrocks.LoadOutcome;
import io.bisync.starrocks.LoadRequest;
import io.bisync.starrocks.LoadTimings;
import io.bisync.starrocks.StarRocksException;
import io.bisync.starrocks.StreamLoad;
import io.bisync.time.ShanghaiTime;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.Function;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.classic.methods.HttpPut;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.core5.http.ContentType;
import org.jspecify.annotations.Nullable;

/** Stream Load over HTTP. Success is decided by an allow-list of statuses; everything else fails closed. */
public final class HttpStreamLoad implements StreamLoad {

    private static final Duration LONGEST_ERROR_READ = Duration.ofSeconds(5);
    private static final String NO_BACKEND = "alive.";
    private static final ContentType CSV = ContentType.create("text/csv", StandardCharsets.UTF_8);

    private final StarRocksProperties settings;
    private final Exchange exchange;
    private final Frontends frontends;

    public HttpStreamLoad(StarRocksProperties settings, Exchange exchange) {
        this.settings = settings;
        this.exchange = exchange;
        this.frontends = new Frontends(settings.frontends());
    }

    @Override
    public LoadOutcome load(LoadRequest request) {
        var label = request.label();
        try {
            return outcome(request, send(request));
        } catch (UnreachableException nobody) {
            return new LoadOutcome.NotNow(label, ErrorCode.UNREACHABLE.message(reason(nobody)));
        } catch (RedirectRefusedException refused) {
            return new LoadOutcome.Misconfigured(label, ErrorCode.REDIRECT_REFUSED.message(reason(refused)));
        } catch (IOException broken) {
            return new LoadOutcome.Undecided(
                    label,
                    ErrorCode.UNDECIDED.message("The exchange broke off ("
                            + broken.getClass().getSimpleName() + ") before StarRocks answered"));
        }
    }

    private Reply send(LoadRequest request) throws IOException {
        return frontends.ask(
                settings.sending(),
                UnreachableException.class::isInstance,
                reply -> reply.text().length() < 1000 && reply.text().contains(NO_BACKEND),
                (frontend, atMost) -> exchange.send(
                        frontend.resolve("/api/" + settings.database() + "/" + request.table() + "/_stream_load"),
                        Limit.answer(atMost),
                        uri -> put(uri, request)));
    }

    private HttpUriRequestBase put(URI uri, LoadRequest request) {
        var put = new HttpPut(uri);
        put.setHeader("label", request.label().value());
        put.setHeader("columns", String.join(",", request.columns()));
        put.setHeader("merge_condition", request.mergeCondition());
        describe(request, put);
        put.setHeader("strict_mode", "true");
        put.setHeader("max_filter_ratio", "0");
        put.setHeader("timezone", ShanghaiTime.ZONE.getId());
        put.setHeader(
                "timeout", String.valueOf(Math.max(1, settings.loadTimeout().toSeconds())));
        return put;
    }

    private static void describe(LoadRequest request, HttpUriRequestBase put) {
        switch (request.format()) {
            case LoadFormat.JsonLines() -> {
                put.setHeader("format", "json");
                // StarRocks refuses JSON above 100 MB unless told that the sender means it: a range cannot be cut once
                // it is intended.
                put.setHeader("ignore_json_size", "true");
                put.setEntity(new LoadBodyEntity(request.body(), ContentType.APPLICATION_JSON));
            }
            case LoadFormat.Csv(var columnSeparator, var rowDelimiter, var enclose) -> {
                put.setHeader("format", "csv");
                put.setHeader("column_separator", LoadFormat.Csv.header(columnSeparator));
                put.setHeader("row_delimiter", LoadFormat.Csv.header(rowDelimiter));
                if (enclose != null) {
                    put.setHeader("enclose", enclose.toString());
                }
                put.setEntity(new LoadBodyEntity(request.body(), CSV));
            }
        }
    }

    private LoadOutcome outcome(LoadRequest request, Reply reply) {
        if (reply.status() == 401) {
            return new LoadOutcome.Misconfigured(
                    request.label(),
                    ErrorCode.ACCESS_DENIED.message("StarRocks refuses user " + settings.username() + " for table "
                            + settings.database() + "." + request.table()));
        }
        var answer = LoadAnswer.read(reply);
        if (answer.isEmpty()) {
            return new LoadOutcome.Undecided(
                    request.label(),
                    ErrorCode.UNDECIDED.message("HTTP " + reply.status() + " with "
                            + reply.text().length() + " characters is no answer to a load"));
        }
        return outcome(request, answer.get());
    }

    private LoadOutcome outcome(LoadRequest request, LoadAnswer answer) {
        return switch (answer.status()) {
            case "Success", "Publish Timeout" -> confirmed(request, answer);
            case "Label Already Exists" -> byState(request);
            case "Fail", "FAILED" -> failed(request, answer);
            default ->
                new LoadOutcome.Undecided(
                        request.label(),
                        ErrorCode.UNDECIDED.message("Status '" + Messages.quote(answer.status()) + "' is not known"));
        };
    }

    private LoadOutcome confirmed(LoadRequest request, LoadAnswer answer) {
        var label = request.label();
        if (answer.loaded() < 0 || (answer.label() != null && !answer.label().equals(label.value()))) {
            return new LoadOutcome.Undecided(
                    label, ErrorCode.UNDECIDED.message("StarRocks reports success of something else"));
        }
        var confirmed = answer.loaded() + Math.max(0, answer.unselected());
        if (confirmed != request.body().rows() || answer.filtered() > 0) {
            return new LoadOutcome.Miscounted(
                    label,
                    ErrorCode.ROWS_MISSING.message("StarRocks committed " + confirmed + " rows of "
                            + request.body().rows()
                            + " sent. It is sent again under another epoch; compare the table with its declaration."));
        }
        return new LoadOutcome.Committed(label, confirmed, answer.timings());
    }

    private LoadOutcome failed(LoadRequest request, LoadAnswer answer) {
        var label = request.label();
        var meaning = Messages.meaning(answer.message());
        var text = meaning.code().message(Messages.quote(answer.message()));
        return switch (meaning.kind()) {
            case LABEL_USED -> byState(request);
            case ROWS -> new LoadOutcome.Refused(label, text, errorRows(request, answer.errorUrl()));
            case NOT_NOW -> new LoadOutcome.NotNow(label, text);
            case MISCONFIGURED -> new LoadOutcome.Misconfigured(label, text);
            case UNKNOWN -> new LoadOutcome.Undecided(label, text);
        };
    }

    /** The label is taken: by an earlier request of the same rows, or by a begin that StarRocks itself repeated. */
    private LoadOutcome byState(LoadRequest request) {
        try {
            var state = state(request.label());
            return state.isDurable()
                    ? new LoadOutcome.Committed(request.label(), request.body().rows(), LoadTimings.NONE)
                    : new LoadOutcome.Undecided(
                            request.label(), ErrorCode.UNDECIDED.message("The label is in use, its state is " + state));
        } catch (StarRocksException nobody) {
            return new LoadOutcome.Undecided(
                    request.label(),
                    ErrorCode.UNDECIDED.message("The label is in use, its state is not known: " + nobody.getMessage()));
        }
    }

    private @Nullable String errorRows(LoadRequest request, @Nullable String errorUrl) {
        if (errorUrl == null) {
            return null;
        }
        try {
            var reply = exchange.open(URI.create(errorUrl), Limit.answer(LONGEST_ERROR_READ));
            var summary = reply.status() == 200 ? RowErrors.summary(reply.text(), request.columns()) : "";
            return summary.isEmpty() ? null : summary;
        } catch (IOException | IllegalArgumentException notReadable) {
            return null;
        }
    }

    @Override
    public LabelState state(LoadLabel label) {
        return state(label, ask("Nobody could be asked for", label, "get_load_state", HttpGet::new));
    }

    @Override
    public void cancel(String table, LoadLabel label) {
        ask("Nobody could be asked to cancel", label, table + "/_cancel", HttpPost::new);
    }

    private Reply ask(String otherwise, LoadLabel label, String path, Function<URI, HttpUriRequestBase> request) {
        try {
            return frontends.ask(
                    settings.asking(),
                    failed -> !(failed instanceof RedirectRefusedException),
                    HttpStreamLoad::cannotHelp,
                    (frontend, atMost) -> exchange.send(
                            frontend.resolve("/api/" + settings.database() + "/" + path + "?label=" + label.value()),
                            Limit.answer(atMost),
                            request));
        } catch (RedirectRefusedException refused) {
            throw new StarRocksException(ErrorCode.REDIRECT_REFUSED, reason(refused), refused);
        } catch (IOException failed) {
            throw new StarRocksException(
                    ErrorCode.UNREACHABLE, otherwise + " label " + label + ": " + reason(failed), failed);
        }
    }

    private static boolean cannotHelp(Reply reply) {
        return reply.status() >= 500;
    }

    private static LabelState state(LoadLabel label, Reply reply) {
        if (reply.status() == 401) {
            throw new StarRocksException(ErrorCode.ACCESS_DENIED, "StarRocks refuses to say the state of " + label);
        }
        var json = Json.object(reply.text());
        var name = json.map(answer -> answer.path("state").stringValue("")).orElse("");
        var known = Arrays.stream(LabelState.values())
                .filter(state -> state.name().equals(name))
                .findFirst();
        if (reply.status() != 200
                || known.isEmpty()
                || !"OK".equals(json.get().path("status").stringValue(""))) {
            var message = json.map(answer -> answer.path("msg").stringValue("")).orElse("");
            throw new StarRocksException(
                    ErrorCode.UNDECIDED,
                    "HTTP " + reply.status() + " does not tell the state of " + label + ": " + Messages.quote(message));
        }
        return known.get();
    }

    private static String reason(IOException failed) {
        return failed.getMessage() == null ? failed.getClass().getSimpleName() : failed.getMessage();
    }
}
