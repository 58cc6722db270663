package io.bisync.local.stack;

import io.bisync.local.jushuitan.JushuitanSimulator;
import io.bisync.local.jushuitan.MerchantAccount;
import io.bisync.local.jushuitan.MerchantSettings;
import io.bisync.local.jushuitan.SimulatorSettings;
import io.bisync.local.jushuitan.api.AppKind;
import io.bisync.local.kafka.LocalKafka;
import io.bisync.local.leke.LekeEventSource;
import io.bisync.local.leke.LekeSettings;
import io.bisync.local.postgres.LocalPostgres;
import io.bisync.local.process.Checkout;
import io.bisync.local.process.ChildProcess;
import io.bisync.local.process.FreePorts;
import io.bisync.local.process.Program;
import io.bisync.local.registry.LocalRegistry;
import io.bisync.local.starrocks.StandInSettings;
import io.bisync.local.starrocks.StarRocksStandIn;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The suite on this machine, from broker to services; closing it ends everything it started. */
public final class LocalStack implements AutoCloseable {

    private static final Pattern WORD = Pattern.compile("\\w+");
    private static final long FIRST_MERCHANT = 11_053_062;
    private static final long SECOND_MERCHANT = 12_000;

    /** The accounts of the two Jushuitan merchants, by the company number each has at the simulator. */
    public static final Map<String, Long> JUSHUITAN = Map.of("7", FIRST_MERCHANT, "8", SECOND_MERCHANT);

    /** The Leke tenant whose orders change by themselves. */
    public static final String TENANT = "t1";

    private final StackSettings settings;
    private final Started started;
    private final List<LekeEventSource> tenants = new CopyOnWriteArrayList<>();
    private final List<ServiceProcess> morePods = new CopyOnWriteArrayList<>();

    private final LocalKafka kafka;
    private final LocalPostgres postgres;
    private final StarRocksStandIn starRocks;
    private final JushuitanSimulator jushuitan;
    private final ControlPlaneSetup controlPlane;
    private final ServiceProcess basic;
    private final ServiceProcess apiJushuitan;
    private final @Nullable ServiceProcess apiLeke;
    private final String cronToken;
    private final String jushuitanToken;
    private final Environments environments;
    private final @Nullable LocalRegistry registry;
    private @Nullable StackWatch watch;

    private LocalStack(StackSettings settings, Consumer<String> progress) {
        this.settings = settings;
        this.started = new Started(progress);
        DataFolder.empty(settings.data());

        var broker = started.step(
                "Kafka broker", () -> LocalKafka.start(settings.data().resolve("kafka")));
        registry = settings.registry()
                ? started.own(started.step(
                                "Schema registry",
                                () -> LocalRegistry.start(settings.data().resolve("registry")))
                        .join())
                : null;
        postgres = started.own(started.step(
                        "PostgreSQL", () -> LocalPostgres.start(settings.data().resolve("postgres")))
                .join());
        postgres.createDatabase("bisync");
        postgres.createDatabase("starrocks");
        starRocks = started.own(StarRocksStandIn.start(
                StandInSettings.of(postgres.jdbcUrl("starrocks"), postgres.user(), postgres.password())
                        // Ports that nobody takes while a restart leaves them free.
                        .withPorts(FreePorts.next(), FreePorts.next(), 0)));
        applyTables();
        jushuitan = started.own(
                started.step("Jushuitan simulator", this::startJushuitan).join());
        Path keyset = settings.data().resolve("keyset.json");
        Path sealing = settings.data().resolve("sealing.json");
        writeKeysets(keyset, sealing);
        var tokens = FirstTokens.in(settings.data());
        String administrator = tokens.make("admin/administrator");
        cronToken = tokens.make("job/bi-cron");
        jushuitanToken = tokens.make("service/jushuitan/bi-api-jushuitan");
        String lekeToken = tokens.make("service/leke/bi-api-leke");
        environments = new Environments(settings, postgres, keyset, sealing, tokens.folder());
        kafka = started.own(broker.join());
        basic = started.own(ServiceProcess.start("bi-basic", "bi-basic", settings.data(), environments.basic(kafka)));
        if (settings.hasLeke()) {
            started.step("Leke event source", () -> startLeke(TENANT, settings.lekeOrders()))
                    .join();
        }
        started.step("bi-basic", () -> ready(basic)).join();
        controlPlane = new ControlPlaneSetup(basic.address(), administrator);
        addAccounts();
        apiJushuitan = startLoader(
                "bi-api-jushuitan",
                "bi-api-jushuitan",
                jushuitanToken,
                environments.jushuitan(jushuitan.openapi(), jushuitan.authorisationPage()),
                environments.jushuitanPort());
        apiLeke = settings.hasLeke()
                ? startLoader("bi-api-leke", "bi-api-leke", lekeToken, Map.of(), FreePorts.next())
                : null;
        var jushuitanReady = started.step("bi-api-jushuitan", () -> ready(apiJushuitan));
        if (apiLeke != null) {
            ServiceProcess leke = apiLeke;
            started.step("bi-api-leke", () -> ready(leke)).join();
        }
        jushuitanReady.join();
        authorise();
    }

    /** Starts everything and returns when all services take traffic. Progress is told in short lines. */
    public static LocalStack start(StackSettings settings, Consumer<String> progress) {
        return new LocalStack(settings, progress);
    }

    public LocalKafka kafka() {
        return kafka;
    }

    /** The schema registry, where the stack has one. */
    public Optional<LocalRegistry> registry() {
        return Optional.ofNullable(registry);
    }

    public LocalPostgres postgres() {
        return postgres;
    }

    public StarRocksStandIn starRocks() {
        return starRocks;
    }

    public JushuitanSimulator jushuitan() {
        return jushuitan;
    }

    public LekeEventSource leke() {
        return tenants.getFirst();
    }

    /** The event sources of all Leke tenants. */
    public List<LekeEventSource> tenants() {
        return List.copyOf(tenants);
    }

    /** One more Leke tenant, with so many orders that change on request only. */
    public LekeEventSource addTenant(String tenant, int orders) {
        controlPlane.addLeke(tenant, "Leke tenant " + tenant);
        return startLeke(tenant, orders);
    }

    public ControlPlaneSetup controlPlane() {
        return controlPlane;
    }

    public ServiceProcess basic() {
        return basic;
    }

    public ServiceProcess apiJushuitan() {
        return apiJushuitan;
    }

    /** Where the stack has Leke. */
    public ServiceProcess apiLeke() {
        if (apiLeke == null) {
            throw new IllegalStateException("This stack was started without Leke");
        }
        return apiLeke;
    }

    /** How much faster than the real ERP the simulated one is. */
    public double speed() {
        return settings.speedFactor();
    }

    /** All pods of bi-api-jushuitan that live. */
    public List<ServiceProcess> jushuitanPods() {
        return Stream.concat(Stream.of(apiJushuitan), morePods.stream())
                .filter(ServiceProcess::isAlive)
                .toList();
    }

    /** One more pod of bi-api-jushuitan beside the first, with settings of its own; it is not ready yet. */
    public ServiceProcess addJushuitan(Map<String, String> own) {
        Map<String, String> environment =
                new HashMap<>(environments.jushuitan(jushuitan.openapi(), jushuitan.authorisationPage()));
        environment.putAll(own);
        ServiceProcess pod = startLoader(
                "bi-api-jushuitan",
                "bi-api-jushuitan-" + (morePods.size() + 2),
                jushuitanToken,
                environment,
                FreePorts.next());
        morePods.add(pod);
        return pod;
    }

    /** The suite's services, in the order of their start. */
    public List<ServiceProcess> services() {
        return Stream.of(basic, apiJushuitan, apiLeke).filter(Objects::nonNull).toList();
    }

    /** The token of bi-cron. */
    public String jobToken() {
        return cronToken;
    }

    /** From now on whatever ends or hangs is started again, until the stack is closed. */
    public synchronized StackWatch watch() {
        if (watch == null) {
            watch = StackWatch.over(this);
        }
        return watch;
    }

    /** Where everything writes its logs. */
    public Path folder() {
        return settings.data();
    }

    /** Starts what a CronJob runs, with the arguments of bi-cron's command line. */
    public ChildProcess startHistory(String... arguments) {
        return ChildProcess.start(history(arguments));
    }

    /** The command that a CronJob runs. */
    public Program history(String... arguments) {
        return ServiceProcess.program(
                        "bi-cron", settings.data(), environments.cron(basic.address(), cronToken), List.of(arguments))
                .withLog(settings.data().resolve("bi-cron.log"));
    }

    @Override
    public void close() {
        closeWatch();
        // Services first, then what they talk to, side by side within each group: Ctrl-C has fifteen seconds.
        Started.close(services().stream());
        started.close();
    }

    private synchronized void closeWatch() {
        if (watch != null) {
            watch.close();
        }
    }

    private JushuitanSimulator startJushuitan() {
        return JushuitanSimulator.start(SimulatorSettings.of(settings.ordersPerMerchant())
                .withMerchants(
                        MerchantSettings.own(FIRST_MERCHANT, "川梣铺子", settings.ordersPerMerchant()),
                        MerchantSettings.isv(SECOND_MERCHANT, "海棠商贸", settings.ordersPerMerchant()))
                .withHistory(settings.history())
                .withSeed(settings.seed())
                .withSpeed(settings.speedFactor()));
    }

    private LekeEventSource startLeke(String tenant, int orders) {
        LekeEventSource source = started.own(LekeEventSource.start(LekeSettings.of(kafka.bootstrapServers())
                .withTenant(tenant)
                .withSeed(settings.seed())
                .withOrders(orders)));
        tenants.add(source);
        return source;
    }

    private ServiceProcess startLoader(String module, String log, String token, Map<String, String> own, int port) {
        Map<String, String> environment = new HashMap<>(environments.loader(kafka, starRocks, basic.address(), token));
        if (registry != null) {
            environment.put("BI_REGISTRY_URL", registry.url().toString());
            environment.put("BI_REGISTRY_REGISTERDECLARATIONS", "true");
        }
        environment.putAll(own);
        return started.own(ServiceProcess.start(module, log, settings.data(), environment, port));
    }

    private void addAccounts() {
        Map<Long, MerchantAccount> merchants = new HashMap<>();
        jushuitan.accounts().forEach(merchant -> merchants.put(merchant.coId(), merchant));
        JUSHUITAN.forEach((id, coId) -> {
            MerchantAccount merchant = merchants.get(coId);
            if (merchant != null) {
                controlPlane.addJushuitan(
                        id, merchant.name(), merchant.kind().name(), merchant.appKey(), merchant.appSecret(), coId);
            }
        });
        if (settings.hasLeke()) {
            controlPlane.addLeke(TENANT, "Leke tenant " + TENANT);
        }
    }

    /** The merchants of service providers' apps let them in, each in its browser. */
    private void authorise() {
        JUSHUITAN.forEach((id, coId) -> {
            if (jushuitan.accounts().stream().anyMatch(it -> it.coId() == coId && it.kind() == AppKind.ISV)) {
                jushuitan.redirect(coId, apiJushuitan.address().resolve("/authorised"));
                var answer = new MerchantsBrowser().letIn(controlPlane.openAuthorisation(id));
                if (answer.statusCode() != 200) {
                    throw new IllegalStateException(
                            "The merchant of account %s could not let the app in: %s".formatted(id, answer.body()));
                }
            }
        });
    }

    private void applyTables() {
        Set<String> left = new HashSet<>();
        settings.unsynced().forEach(table -> left.addAll(List.of(table.base(), table.view())));
        apply(Checkout.extension().orElseGet(Checkout::root).resolve("deploy/starrocks"), left);
        apply(Checkout.root().resolve("deploy/starrocks/views"), left);
    }

    /** Applies what needs nothing that is left out, and leaves out the rest. */
    private void apply(Path folder, Set<String> left) {
        try (Stream<Path> files = Files.list(folder)) {
            files.filter(file -> file.toString().endsWith(".sql")).sorted().forEach(file -> {
                String sql = read(file);
                String name = file.getFileName().toString().replace(".sql", "");
                if (left.contains(name) || WORD.matcher(sql).results().anyMatch(it -> left.contains(it.group()))) {
                    left.add(name);
                } else {
                    starRocks.apply(sql);
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void writeKeysets(Path keyset, Path sealing) {
        ChildProcess.run(
                ServiceProcess.program(
                                "bi-basic",
                                settings.data(),
                                Map.of(),
                                List.of("keyset", keyset.toString(), sealing.toString()))
                        .withLog(settings.data().resolve("keyset.log")),
                Duration.ofMinutes(1));
    }

    private ServiceProcess ready(ServiceProcess service) {
        service.awaitReady();
        return service;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
