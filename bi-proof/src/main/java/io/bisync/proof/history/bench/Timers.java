package io.bisync.proof.history.bench;

import io.bisync.local.stack.ServiceProcess;
import io.bisync.proof.probe.Web;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** How long and how often each timer of some services was at work since it was begun. */
final class Timers {

    /** What stands in braces may have braces itself, as patterns of addresses have. */
    private static final Pattern TIMER = Pattern.compile("(?m)^(\\w+)_seconds_(sum|count)(?:\\{.*})? ([\\d.E+-]+)$");

    private final Map<String, ServiceProcess> services;
    private final String token;
    private final Web web = new Web();
    private final Map<String, Time> before;

    /** How long all of it was together, and how often it was. */
    record Time(double seconds, double times) {

        Time plus(Time other) {
            return new Time(seconds + other.seconds, times + other.times);
        }

        Time minus(Time other) {
            return new Time(seconds - other.seconds, times - other.times);
        }
    }

    Timers(Map<String, ServiceProcess> services, String token) {
        this.services = services;
        this.token = token;
        before = read();
    }

    /** By service and name, without those that did nothing. */
    Map<String, Time> since() {
        Map<String, Time> now = read();
        before.forEach((name, time) -> now.computeIfPresent(name, (_, later) -> later.minus(time)));
        now.values().removeIf(it -> it.times() == 0);
        return now;
    }

    private Map<String, Time> read() {
        Map<String, Time> all = new TreeMap<>();
        services.forEach((name, service) -> TIMER.matcher(
                        web.get(service.management().resolve("/actuator/prometheus"), token))
                .results()
                .forEach(found -> all.merge(name + " " + found.group(1), time(found), Time::plus)));
        return all;
    }

    private static Time time(MatchResult found) {
        double value = Double.parseDouble(found.group(3));
        return found.group(2).equals("sum") ? new Time(value, 0) : new Time(0, value);
    }
}
