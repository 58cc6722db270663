package io.bisync.starrocks.http;

import java.io.IOException;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HeaderElements;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpStatus;
import org.apache.hc.core5.http.impl.io.HttpRequestExecutor;
import org.apache.hc.core5.http.io.HttpClientConnection;
import org.apache.hc.core5.http.io.HttpResponseInformationCallback;
import org.apache.hc.core5.http.message.MessageSupport;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.io.CloseMode;
import org.jspecify.annotations.Nullable;

/**
 * Sends the body of an expecting request only after the server says {@code 100 Continue}, however long that takes.
 * An FE never says it and redirects, late if it is busy; a BE refuses a load before it says it.
 * The library's own executor sends the body after three seconds, and after an early {@code 200}. A connection on which a
 * body was announced and not sent is not used again.
 */
final class ExpectContinueExecutor extends HttpRequestExecutor {

    @Override
    public ClassicHttpResponse execute(
            ClassicHttpRequest request,
            HttpClientConnection connection,
            @Nullable HttpResponseInformationCallback information,
            HttpContext context)
            throws IOException, HttpException {
        if (request.getEntity() == null || !request.containsHeader(HttpHeaders.EXPECT)) {
            return super.execute(request, connection, information, context);
        }
        try {
            return exchange(request, connection);
        } catch (IOException | HttpException | RuntimeException failed) {
            connection.close(CloseMode.IMMEDIATE);
            throw failed;
        }
    }

    private static ClassicHttpResponse exchange(ClassicHttpRequest request, HttpClientConnection connection)
            throws IOException, HttpException {
        connection.sendRequestHeader(request);
        connection.flush();
        var response = connection.receiveResponseHeader();
        if (response.getCode() == HttpStatus.SC_CONTINUE) {
            connection.sendRequestEntity(request);
            connection.flush();
            response = connection.receiveResponseHeader();
        } else {
            // The library would send a short body after the answer, unless the request wants no other one after it.
            request.setHeader(HttpHeaders.CONNECTION, HeaderElements.CLOSE);
            connection.terminateRequest(request);
            request.removeHeaders(HttpHeaders.CONNECTION);
        }
        if (MessageSupport.canResponseHaveBody(request.getMethod(), response)) {
            connection.receiveResponseEntity(response);
        }
        return response;
    }
}
