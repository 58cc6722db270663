package io.bisync.proof.bench;

import java.io.IOException;
import java.net.URI;
import org.apache.hc.client5.http.classic.methods.HttpPut;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.kafka.clients.consumer.ConsumerRecords;

/** The least that anyone has to do who brings records from Kafka to StarRocks: it does not even look at them. */
final class Ceiling {

    private final CloseableHttpClient http;
    private final URI table;
    private final double growth;

    private Ceiling(CloseableHttpClient http, Task task, double growth) {
        this.http = http;
        this.table = URI.create(task.backend()).resolve("/api/bi/ods_jushuitan_order/_stream_load");
        this.growth = growth;
    }

    /** @param growth 1 for the records as they are */
    static void run(Task task, Stretch stretch, double growth) throws Exception {
        try (var http = HttpClients.custom()
                .disableContentCompression()
                .disableCookieManagement()
                .setDefaultRequestConfig(
                        RequestConfig.custom().setExpectContinueEnabled(true).build())
                .build()) {
            Loop.run(task, stretch, new Ceiling(http, task, growth)::put);
        }
    }

    private Loop.Sent put(ConsumerRecords<byte[], byte[]> records) throws IOException {
        var put = new HttpPut(table);
        var body = new JoinedValues(records, growth);
        put.setEntity(body);
        String answer = http.execute(put, response -> EntityUtils.toString(response.getEntity()));
        if (!answer.contains("\"Status\":\"Success\"")) {
            throw new IOException("The sink answers " + answer);
        }
        return new Loop.Sent(1, records.count(), body.getContentLength());
    }
}
