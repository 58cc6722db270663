#!/usr/bin/env bash
# The verbs of daily life. Everything it does is an ordinary Maven or java command, printed before it runs.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

usage() {
    cat <<'TEXT'
usage: ./bi <verb> [options]; options: ./bi <verb> --help

  demo              the whole suite on this machine with live data; Ctrl-C ends
                    it
  demo --check      the same without waiting for anyone; exit code 0 only if
                    both sides agree; --faults strikes it meanwhile
  order <a>:<id>    follow one order through a running demo, for example
                    ./bi order 7:38852
  follow <what>     a row to its record, a record to its rows, on any
                    deployment
  test [mvn args]   build everything and run all tests: what CI runs
  bench dedup [...] what writing events once costs
  bench history ..  what loading the past costs, and its slowest link
  bench lanes [..]  what lanes of keys gain beside a plain listener
  bench live [...]  how long a change takes to its row, and how many loads
  bench load [...]  what loading costs beside a loop that does not parse
  bench publish [.] what pages cost on their way to Kafka
  bench pull [...]  what pulling many entities costs, and how late it is
  bench start [...] what a start costs: as a jar, taken apart, trained
  faults [...]      the fault kit: seeded schedules, mutants, crashes at every
                    step, killed processes
  faults history .. the past loaded while jobs, services and servers are ended
  images [--check]  build the four images, and run them as pods would be;
                    where Docker is present
  fuzz <class> <s>  one fuzz test for so many seconds; what it finds stays in
                    bi-common/target
  entity            write what comes from the declarations of entities: tables,
                    their list, the data dictionary
  promote <f> [...] make a column of a field that no declaration knows
  fmt               format all sources
  up | down         docker compose, where Docker is present
  -h | --help       this text

Needs JDK 25, Maven 3.8.7 or later 3.x, Linux on x86-64 or arm64.
Data goes to .bisync and target, and Maven's own folder.
TEXT
}

fail() {
    printf '%s\n' "$@" >&2
    exit 2
}

# Finds a JDK 25: JAVA_HOME, java on the PATH, the usual folders.
find_jdk() {
    local candidate
    for candidate in "${JAVA_HOME:-}" "$(readlink -f "$(command -v java || true)" 2>/dev/null | sed 's:/bin/java$::')" \
        /usr/lib/jvm/*25* /opt/java/* /opt/jdk* "$HOME"/.sdkman/candidates/java/25* "$HOME"/.jdks/*25*; do
        if [ -x "$candidate/bin/javac" ] && grep -qs '^JAVA_VERSION="25' "$candidate/release"; then
            export JAVA_HOME="$candidate"
            return
        fi
    done
    fail "bisync needs JDK 25 and found none (looked at JAVA_HOME, the PATH and the usual folders)." \
        "Install one, for example Eclipse Temurin 25, and set JAVA_HOME to its folder."
}

check_platform() {
    case "$(uname -s)-$(uname -m)" in
        Linux-x86_64 | Linux-aarch64 | Linux-arm64) ;;
        *) fail "bisync's local stack runs on Linux on x86-64 or arm64; this is $(uname -s) on $(uname -m)." \
            "Use a Linux machine or virtual machine; the services themselves run wherever Java 25 does." ;;
    esac
    find_jdk
    command -v mvn >/dev/null || fail "bisync is built with Maven and found no mvn on the PATH." \
        "Install Maven 3.8.7 or a later 3.x, for example: apt-get install maven."
}

run() {
    printf '+ %s\n' "$*" >&2
    "$@"
}

# One line for each module that Maven begins and for each hundred files it fetches; all it says is in .bisync/build.log.
progress() {
    local line fetched=0
    while IFS= read -r line; do
        printf '%s\n' "$line" >>.bisync/build.log
        case "$line" in
            "[INFO] Building "*"["*"/"*"]")
                line=${line#"[INFO] Building "}
                printf '  %s %s\n' "[${line##*[}" "${line%% *}"
                ;;
            *"Downloaded from "*)
                fetched=$((fetched + 1))
                [ $((fetched % 100)) -ne 0 ] || printf '  %s files fetched\n' "$fetched"
                ;;
            "[ERROR]"*) printf '%s\n' "$line" >&2 ;;
        esac
    done
}

# Jars are replaced by a build: whoever builds or runs from them keeps others out until it ends, by any death.
claim() {
    mkdir -p .bisync
    exec 9>>.bisync/lock
    flock -n 9 || fail "./bi $(cat .bisync/lock.verb 2>/dev/null || true) is running in this checkout, from the jars that ./bi $1 would replace." \
        "End it first (Ctrl-C there), or use another checkout."
    printf '%s\n' "$1" >.bisync/lock.verb
}

# What /actuator/info, bi_build_info and the images' labels say.
commit() {
    git describe --always --dirty --abbrev=40 --exclude='*' 2>/dev/null || printf 'unknown\n'
}

build() {
    check_platform
    claim "$1"
    : >.bisync/build.log
    run mvn -B -T1C package -DskipTests ${PROFILE:+"-P$PROFILE"} "-Dbisync.commit=$(commit)" | progress || fail "The build failed; all of its log: .bisync/build.log"
}

need_docker() {
    docker info >/dev/null 2>&1 || fail "./bi $1 needs a running Docker engine and found none. Without Docker: ./bi demo"
}

# Looks the words after a verb up in the verb's text, so that nothing is built for --help or for a slip.
# Limits of values are picocli's; a test holds the texts against its own.
read_options() {
    local text="bi-proof/help/$1.txt" line word
    shift
    while [ $# -gt 0 ]; do
        word="$1"
        shift
        case "$word" in
            -h | --help)
                cat "$text"
                exit 0
                ;;
            --*)
                line=$(grep -m1 -oE -e "^ +(-[a-z], )?${word%%=*}(=<[a-z=]+>(\[,<[a-z]+>\.\.\.\])?)?( |$)" "$text") || {
                    printf '%s\n\n' "There is no option '${word%%=*}' here." >&2
                    cat "$text" >&2
                    exit 2
                }
                case "$line" in *"=<"*)
                    case "$word" in
                        *=*) word="${word%%=*} ${word#*=}" ;;
                        *)
                            [ $# -gt 0 ] || fail "$word needs a value."
                            word="$word $1"
                            shift
                            ;;
                    esac
                    case "$line" in
                        *"=<n>["*)
                            case "${word#* }" in "" | *[!0-9,]*) fail "${word%% *} needs whole numbers with commas between them, and '${word#* }' is not that." ;; esac
                            ;;
                        *"=<n>"*)
                            case "${word#* }" in "" | *[!0-9]*) fail "${word%% *} needs a whole number, and '${word#* }' is none." ;; esac
                            ;;
                    esac
                    ;;
                esac
                ;;
        esac
    done
}

proof() {
    run "$JAVA_HOME/bin/java" -XX:+UseSerialGC --enable-native-access=ALL-UNNAMED \
        "-Dbisync.root=$PWD" "-Dbisync.commit=$(commit)" -Dlogback.configurationFile=logback-stack.xml "$1" \
        -cp "bi-proof/target/classes:bi-proof/target/lib/*${BESIDE:+:$BESIDE}" "${@:2}"
}

local_stack() {
    run "$JAVA_HOME/bin/java" -Xmx512m -XX:+UseSerialGC --enable-native-access=ALL-UNNAMED \
        "-Dbisync.root=$PWD" -Dlogback.configurationFile=logback-stack.xml -cp "bi-local/target/classes:bi-local/target/lib/*" "$@"
}

case "${1:-}" in
    demo)
        shift
        if [ "${1:-}" = "--check" ]; then
            shift
            read_options check "$@"
            build "demo --check"
            proof -Xmx1g io.bisync.proof.CheckCommandLine "$@"
        else
            read_options demo "$@"
            # A real registry is 160 MB that nothing else needs.
            case " $* " in *" --registry "*) PROFILE=registry ;; esac
            build demo
            local_stack io.bisync.local.demo.DemoCommandLine "$@"
        fi
        ;;
    order)
        shift
        read_options order "$@"
        check_platform
        [ -d bi-local/target/lib ] || fail "Nothing is built yet. Start the demo first: ./bi demo"
        local_stack io.bisync.local.demo.OrderCommandLine "$@"
        ;;
    follow)
        shift
        read_options follow "${@:---help}"
        check_platform
        [ -d bi-local/target/lib ] || fail "Nothing is built yet. Start the demo first: ./bi demo"
        local_stack io.bisync.local.demo.FollowCommandLine "$@"
        ;;
    test)
        shift
        check_platform
        claim test
        # Modules compile beside each other, and then are tested one by one: tests that share two cores with others run out of time.
        # What was compiled is not compiled again because its dependency is a jar by then.
        run mvn -B -ntp -T1C test-compile "-Dbisync.commit=$(commit)" "$@"
        run mvn -B -ntp verify -Dmaven.compiler.useIncrementalCompilation=false "-Dbisync.commit=$(commit)" "$@"
        ;;
    fuzz)
        shift
        [ $# -eq 2 ] && [ "$1" != "-h" ] || fail "./bi fuzz needs a class and seconds: ./bi fuzz io.bisync.row.NormaliserFuzzTests 3600"
        check_platform
        run mvn -B -q -ntp -pl bi-common -am test-compile dependency:build-classpath \
            -Dmdep.includeScope=test -Dmdep.outputFile=target/fuzz-classpath
        cd bi-common/target
        run "$JAVA_HOME/bin/java" -Xmx1g -XX:+EnableDynamicAgentLoading --sun-misc-unsafe-memory-access=allow --enable-native-access=ALL-UNNAMED \
            -cp "test-classes:classes:$(cat fuzz-classpath)" com.code_intelligence.jazzer.Jazzer "--target_class=$1" \
            "--instrumentation_includes=io.bisync.**" "--custom_hook_includes=io.bisync.**" \
            --disabled_hooks=com.code_intelligence.jazzer.sanitizers.RegexRoadblocks "-max_total_time=$2"
        ;;
    bench)
        shift
        case "${1:-}" in
            "" | -*) read_options bench "${@:---help}" ;;
            *)
                [ -f "bi-proof/help/bench-$1.txt" ] || fail "There is no benchmark '$1'; ./bi bench --help lists them."
                read_options "bench-$1" "${@:2}"
                ;;
        esac
        build bench
        # The orders of the simulated ERP are in this process.
        proof "-Xmx$([ "$1" = history ] && echo 4g || echo 256m)" io.bisync.proof.BenchCommandLine "$@"
        ;;
    faults)
        shift
        case "${1:-}" in
            "" | -*) read_options faults "$@" ;;
            *)
                [ -f "bi-proof/help/faults-$1.txt" ] || fail "There is no fault kit '$1'; ./bi faults --help lists them."
                read_options "faults-$1" "${@:2}"
                ;;
        esac
        build faults
        proof -Xmx1g -Xmn128m io.bisync.proof.faults.run.FaultsCommandLine "$@"
        ;;
    images)
        shift
        read_options images "$@"
        need_docker images
        build images
        proof -Xmx512m io.bisync.proof.start.ImagesCommandLine "$@"
        ;;
    entity)
        [ $# -eq 1 ] || fail "./bi entity takes no options: it writes deploy/starrocks and docs/dictionary.md after the declarations."
        build entity
        # Both services' catalogues: elsewhere their settings would get in each other's way on one class path.
        BESIDE=bi-api-leke/target/classes proof -Xmx256m io.bisync.proof.catalogue.EntityCommandLine
        ;;
    promote)
        shift
        read_options promote "$@"
        build promote
        proof -Xmx256m io.bisync.proof.promotion.PromoteCommandLine "$@"
        ;;
    fmt)
        check_platform
        run mvn -B -q -ntp spotless:apply
        ;;
    up | down)
        need_docker "$1"
        if [ "$1" = up ]; then COMMIT=$(commit) run docker compose up --detach --build --wait; else run docker compose down; fi
        ;;
    -h | --help) usage ;;
    "")
        usage >&2
        exit 2
        ;;
    *)
        printf '%s\n\n' "There is no verb '$1'." >&2
        usage >&2
        exit 2
        ;;
esac
