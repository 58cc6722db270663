package io.bisync.local.jushuitan.control;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.bisync.local.jushuitan.api.Account;
import io.bisync.local.jushuitan.api.OpenApi;
import io.bisync.local.jushuitan.api.Speed;
import io.bisync.local.jushuitan.book.Book;
import io.bisync.local.jushuitan.field.Defect;
import io.bisync.local.jushuitan.field.PoisonRow;
import io.bisync.local.jushuitan.merchant.Merchant;
import io.bisync.local.jushuitan.merchant.OrderStatus;
import io.bisync.local.jushuitan.merchant.OrderView;
import io.bisync.local.jushuitan.merchant.Pace;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The control address: JSON over HTTP on the loopback address, for people, tests and the demo.
 *
 * <p>{@code GET} accounts, status, totals, truth[?coId=], calls[?last=], poison, faults, orders/{coId}/{oId}; {@code POST}
 * orders/{coId}/{oId}/touch, …/begin, …/status, …/items/{oiId}/remove, orders/{coId} (a big one),
 * accounts/{coId}/revoke, …/commit, …/versions, …/push (a message), …/pushes (where each order that is changed here is told), entities/{coId}/{entity}/live, life, life/late, pause, resume, speed, poison, faults; {@code DELETE} faults. It shows nothing personal and no secret.
 */
public final class Control implements HttpHandler {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Pattern COMPANY = Pattern.compile("(?:^|&)coId=(\\d+)");
    private static final Pattern LAST = Pattern.compile("(?:^|&)last=(\\d+)");
    private static final String NO_ORDER = "No such order or item; ask GET /control/orders/{coId}/{oId}";

    private static final Duration BETWEEN_PUSHES = Duration.ofSeconds(1);

    private final Map<Long, Account> accounts;
    private final OpenApi openApi;
    private final Pace pace;
    private final Speed speed;
    private final Status status;
    private final PushSender sender;
    private final Map<Long, URI> pushed = new ConcurrentHashMap<>();

    /** A control address for these merchants. */
    public Control(Map<Long, Account> accounts, OpenApi openApi, Pace pace, Speed speed, InstantSource clock) {
        this.accounts = accounts;
        this.openApi = openApi;
        this.pace = pace;
        this.speed = speed;
        this.status = new Status(accounts, pace, speed, clock);
        this.sender = new PushSender(clock, BETWEEN_PUSHES);
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            String path = exchange.getRequestURI().getPath();
            Optional<Long> company = number(COMPANY, exchange);
            Reply reply;
            try {
                if (path.equals("/control/truth")) {
                    Truth.send(
                            exchange,
                            company.map(coId -> List.of(merchant(coId))).orElseGet(this::merchants));
                    return;
                }
                reply = reply(exchange, path, body.length == 0 ? JSON.createObjectNode() : JSON.readTree(body));
            } catch (IllegalArgumentException | JacksonException wrong) {
                reply = Reply.wrong(400, String.valueOf(wrong.getMessage()));
            }
            byte[] answer = JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(reply.body());
            exchange.getResponseHeaders().set("Content-Type", "application/json;charset=UTF-8");
            exchange.sendResponseHeaders(reply.status(), answer.length);
            exchange.getResponseBody().write(answer);
        }
    }

    private Reply reply(HttpExchange exchange, String path, JsonNode body) {
        String call = exchange.getRequestMethod() + " " + path;
        return switch (call) {
            case "GET /control/accounts" -> Reply.ok(status.accountRows());
            case "GET /control/status" -> Reply.ok(status.all());
            case "GET /control/totals" -> Reply.ok(status.totals());
            case "GET /control/calls" ->
                calls(number(LAST, exchange).orElse(100L).intValue());
            case "GET /control/poison" -> Reply.ok(poison());
            case "POST /control/poison" -> poison(body);
            case "POST /control/life" -> {
                pace.changesPerSecond(required(body, "changesPerSecond").asDouble());
                yield Reply.ok(status.all());
            }
            case "POST /control/life/late" -> {
                int perMille = required(body, "perMille").asInt();
                merchants().forEach(merchant -> merchant.lateCommits(perMille));
                yield Reply.ok(status.all());
            }
            case "POST /control/life/pause", "POST /control/pause" -> {
                pace.pause();
                yield Reply.ok(status.all());
            }
            case "POST /control/life/resume", "POST /control/resume" -> {
                pace.resume();
                yield Reply.ok(status.all());
            }
            case "POST /control/speed" -> {
                speed.set(required(body, "factor").asDouble());
                yield Reply.ok(status.all());
            }
            case "GET /control/faults" -> Reply.ok(openApi.faults().waiting());
            case "POST /control/faults" -> {
                openApi.faults().inject(FaultReader.read(body));
                yield Reply.ok(openApi.faults().waiting());
            }
            case "DELETE /control/faults" -> {
                openApi.faults().clear();
                yield Reply.ok(List.of());
            }
            default -> below(exchange.getRequestMethod(), path.split("/", -1), body);
        };
    }

    /** {@code /control/orders/{coId}/{oId}…}, {@code /control/entities/{coId}/{entity}/live} and {@code /control/accounts/{coId}/revoke}; parts count from the leading slash. */
    private Reply below(String method, String[] parts, JsonNode body) {
        boolean post = method.equals("POST");
        String kind = parts.length > 3 ? parts[2] : "";
        if (kind.equals("accounts") && post && parts.length == 5 && parts[4].equals("revoke")) {
            account(Long.parseLong(parts[3])).revokeTokens();
            return Reply.ok(status.accountRows());
        }
        if (kind.equals("accounts") && post && parts.length == 5 && parts[4].equals("commit")) {
            return Reply.ok(
                    Map.of("committed", merchant(Long.parseLong(parts[3])).commit()));
        }
        if (kind.equals("accounts") && post && parts.length == 5 && parts[4].equals("versions")) {
            merchant(Long.parseLong(parts[3]))
                    .versionsBeginAt(required(body, "beginAt").asLong());
            return Reply.ok(status.accountRows());
        }
        if (kind.equals("accounts") && post && parts.length == 5 && parts[4].equals("push")) {
            return Reply.ok(push(account(Long.parseLong(parts[3])), body));
        }
        if (kind.equals("accounts") && post && parts.length == 5 && parts[4].equals("pushes")) {
            pushed.put(account(Long.parseLong(parts[3])).merchant().coId(), address(body));
            return Reply.ok(status.accountRows());
        }
        if (kind.equals("entities") && post && parts.length == 6 && parts[5].equals("live")) {
            Book book = book(merchant(Long.parseLong(parts[3])), parts[4]);
            book.live(required(body, "changes").asInt());
            return Reply.ok(book.counts());
        }
        if (!kind.equals("orders")) {
            return Reply.wrong(404, "The control address does not know this path");
        }
        Merchant merchant = merchant(Long.parseLong(parts[3]));
        if (parts.length == 4 && post) {
            return Reply.ok(merchant.bigOrder(required(body, "items").asInt()));
        }
        long oId = Long.parseLong(parts[4]);
        return switch (parts.length) {
            case 5 -> Reply.of(merchant.order(oId), NO_ORDER);
            case 6 ->
                switch (post ? parts[5] : "") {
                    case "begin" -> Reply.of(merchant.begin(oId), NO_ORDER);
                    case "touch" -> told(merchant.touch(oId));
                    case "status" -> told(merchant.status(oId, status(body)));
                    default -> Reply.wrong(404, "POST touch, begin or status");
                };
            case 8 ->
                post && parts[5].equals("items") && parts[7].equals("remove")
                        ? Reply.of(merchant.removeItem(oId, Long.parseLong(parts[6])), NO_ORDER)
                        : Reply.wrong(404, "POST items/{oiId}/remove");
            default -> Reply.wrong(404, "The control address does not know this path");
        };
    }

    /** {@code {"url", "method", "style": "query" or "form", "content"}}. */
    private PushSender.Sent push(Account account, JsonNode body) {
        return sender.send(
                address(body),
                PushSender.Style.valueOf(body.path("style").asString("query").toUpperCase(Locale.ROOT)),
                required(body, "method").asString(),
                required(body, "content"),
                account.appSecret());
    }

    /** An order that was changed here is told to the merchant's address, where it has one. */
    private Reply told(Optional<OrderView> changed) {
        changed.ifPresent(order -> {
            URI address = pushed.get(order.coId());
            if (address != null) {
                Map<String, Object> content = Map.of("o_id", order.oId(), "so_id", order.soId());
                Thread.startVirtualThread(() -> {
                    var _ = sender.send(address, PushSender.Style.QUERY, "logistics.upload", content, "");
                });
            }
        });
        return Reply.of(changed, NO_ORDER);
    }

    private static URI address(JsonNode body) {
        return URI.create(required(body, "url").asString());
    }

    private Reply calls(int most) {
        Map<String, Object> calls = new LinkedHashMap<>();
        calls.put("counts", openApi.log().counts());
        calls.put("calls", openApi.log().last(most));
        return Reply.ok(calls);
    }

    private Reply poison(JsonNode body) {
        String word = required(body, "kind").asString();
        Defect defect =
                Defect.of(word).orElseThrow(() -> new IllegalArgumentException("Unknown poison '" + word + "'"));
        Merchant merchant = body.has("coId")
                ? merchant(body.path("coId").asLong())
                : accounts.values().iterator().next().merchant();
        PoisonRow made = body.has("entity")
                ? book(merchant, body.path("entity").asString()).poison(defect)
                : merchant.poison(defect);
        return Reply.ok(Status.row(made));
    }

    private static Book book(Merchant merchant, String entity) {
        return merchant.books()
                .of(entity)
                .orElseThrow(() -> new IllegalArgumentException("No entity '%s'".formatted(entity)));
    }

    private List<Map<String, Object>> poison() {
        return accounts.values().stream()
                .flatMap(account -> account.merchant().poison().stream())
                .map((PoisonRow row) -> Status.row(row))
                .toList();
    }

    private List<Merchant> merchants() {
        return accounts.values().stream().map(Account::merchant).toList();
    }

    private Merchant merchant(long coId) {
        return account(coId).merchant();
    }

    private Account account(long coId) {
        Account account = accounts.get(coId);
        if (account == null) {
            throw new IllegalArgumentException("No merchant %d; there are %s".formatted(coId, accounts.keySet()));
        }
        return account;
    }

    private static OrderStatus status(JsonNode body) {
        String word = required(body, "status").asString();
        return OrderStatus.of(word).orElseThrow(() -> new IllegalArgumentException("Unknown status '" + word + "'"));
    }

    private static JsonNode required(JsonNode body, String name) {
        JsonNode value = body.get(name);
        if (value == null || value.isNull()) {
            throw new IllegalArgumentException("The body lacks '%s'".formatted(name));
        }
        return value;
    }

    private static Optional<Long> number(Pattern parameter, HttpExchange exchange) {
        @Nullable String query = exchange.getRequestURI().getRawQuery();
        Matcher matcher = parameter.matcher(query == null ? "" : query);
        return matcher.find() ? Optional.of(Long.valueOf(matcher.group(1))) : Optional.empty();
    }
}
