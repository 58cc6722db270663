package io.bisync.cron.run;

/** The arguments ask for nothing that there is; the message says which one and why. */
final class UsageException extends RuntimeException {

    static final String USAGE = """
        usage: [run] account=<id>[,<id>]|all entity=<name>[,<name>]|all from=<time> [to=<time>] [again] [source=<name>] [reason=<text>] [key=<name>]
               replay  entity=<name>[,<name>]|all or topic=<name>, [account=…] [from=<time>] [to=<time>] or [offsets=<partition>:<first>-[<after the last>],…] [dry]
               redrive letters=<number>[,<number>]|all [code=<code>] [topic=<name>] [account=…] [entity=…] [from=<time>] [to=<time>] [again]
               verify  the same as run [deep]
               repair  the same as run [deep]
               plan [run|replay|redrive|verify|repair] the same without key [--json]
               status run=<number> [--json]
               coverage account=<id>[,<id>] entity=<name>[,<name>]|all from=<time> [to=<time>] [--json]
               pause|resume|cancel|again run=<number> [reason=<text>]
        <time>: 2026-08-23, 2026-08-23T10:00:00, today, yesterday or -3d, in Asia/Shanghai\
        """;

    UsageException(String message) {
        super(message);
    }
}
