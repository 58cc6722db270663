package io.bisync.local.demo;

import io.bisync.local.stack.LocalStack;
import io.bisync.local.stack.ServiceProcess;
import java.util.ArrayList;
import java.util.List;

/** Starts a service again that somebody killed, as Kubernetes would. */
final class ServiceWatch {

    private final List<ServiceProcess> services;

    ServiceWatch(LocalStack stack) {
        services = List.of(stack.basic(), stack.apiJushuitan(), stack.apiLeke());
    }

    /** What was found dead and started again; empty most of the time. */
    List<String> revive() {
        List<String> messages = new ArrayList<>();
        for (ServiceProcess service : services) {
            if (!service.isAlive()) {
                service.startAgain();
                messages.add("%s had ended; started again as process %d".formatted(service.name(), service.pid()));
            }
        }
        return messages;
    }
}
