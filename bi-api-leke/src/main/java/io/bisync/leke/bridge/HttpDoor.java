package io.bisync.leke.bridge;

import io.bisync.leke.bridge.Answer.Refused;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** The bridge over HTTP: an event, or a batch of them, by the HTTP binding of CloudEvents. */
@RestController
final class HttpDoor {

    private final Bridge bridge;
    private final HttpEvents reader;

    HttpDoor(Bridge bridge, BridgeProperties settings) {
        this.bridge = bridge;
        this.reader = new HttpEvents(settings);
    }

    @PostMapping("/api/events/{topic}")
    ResponseEntity<Object> publish(@PathVariable String topic, Authentication caller, HttpServletRequest request)
            throws IOException {
        var sender = Sender.of(caller);
        try (var _ = bridge.enter(sender)) {
            var events = reader.read(request).stream().map(it -> it.to(topic)).toList();
            var answers = bridge.publish(sender, events).join();
            return HttpEvents.isBatch(request) ? several(events, answers) : one(events.getFirst(), answers.getFirst());
        }
    }

    @ExceptionHandler
    ResponseEntity<Object> refuse(RefusedException refused, HttpServletRequest request) {
        bridge.refused(refused.answer);
        reader.passOver(request);
        return HttpProblems.answer(refused.answer, HttpProblems.of(refused.answer));
    }

    private static ResponseEntity<Object> one(Incoming event, Answer answer) {
        return answer instanceof Refused refused
                ? HttpProblems.answer(refused, HttpProblems.of(refused))
                : published(line(event, answer));
    }

    /** With an answer for each event; where one is refused, the status is the first such one's. */
    private static ResponseEntity<Object> several(List<Incoming> events, List<Answer> answers) {
        var lines = new ArrayList<Map<String, String>>();
        for (var i = 0; i < events.size(); i++) {
            lines.add(line(events.get(i), answers.get(i)));
        }
        for (var answer : answers) {
            if (answer instanceof Refused refused) {
                var problem = HttpProblems.of(refused);
                problem.setProperty("events", lines);
                return HttpProblems.answer(refused, problem);
            }
        }
        return published(lines);
    }

    private static ResponseEntity<Object> published(Object body) {
        return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(body);
    }

    private static Map<String, String> line(Incoming event, Answer answer) {
        var line = new LinkedHashMap<String, String>();
        line.put("id", event.id());
        line.put("answer", answer instanceof Refused ? "refused" : answer.text());
        if (answer instanceof Refused refused) {
            line.put("code", refused.code());
            line.put("detail", refused.detail());
        }
        return line;
    }
}
