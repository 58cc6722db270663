package io.bisync.jushuitan.openapi;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import org.springframework.http.MediaType;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClient;

/** Posts forms over HTTP; redirects are not followed, because a signed form must not wander. */
final class HttpPost implements Post {

    private static final MediaType FORM = MediaType.parseMediaType("application/x-www-form-urlencoded;charset=UTF-8");

    private final RestClient client;
    private final int maxAnswer;

    HttpPost(URI url, Duration connectTimeout, Duration readTimeout, int maxAnswer) {
        HttpClient http = HttpClient.newBuilder()
                .connectTimeout(connectTimeout)
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
        JdkClientHttpRequestFactory requests = new JdkClientHttpRequestFactory(http);
        requests.setReadTimeout(readTimeout);
        this.client = RestClient.builder().baseUrl(url).requestFactory(requests).build();
        this.maxAnswer = maxAnswer;
    }

    @Override
    public byte[] send(String path, byte[] form) throws IOException {
        try {
            return client.post()
                    .uri(path)
                    .contentType(FORM)
                    .body(form)
                    .exchangeForRequiredValue((request, response) -> {
                        int status = response.getStatusCode().value();
                        if (status != 200) {
                            throw new StatusException(status);
                        }
                        try (InputStream body = response.getBody()) {
                            byte[] answer = body.readNBytes(maxAnswer + 1);
                            if (answer.length > maxAnswer) {
                                throw new TooLargeException(maxAnswer);
                            }
                            return answer;
                        }
                    });
        } catch (ResourceAccessException wrapped) {
            throw wrapped.getCause() instanceof IOException cause
                    ? cause
                    : new IOException("No answer from " + path, wrapped);
        }
    }
}
