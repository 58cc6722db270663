package io.bisync.basic.run;

/** One entity of an account. */
record Part(String account, String entity) {}
