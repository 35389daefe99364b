package com.timedeal.gatewayservice.connection;

import com.timedeal.gatewayservice.problem.Problem;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * What a request may look like, so that nobody behind the gateway can read it as another one, or as two. Netty itself refuses
 * Content-Length together with Transfer-Encoding, several of either, bad chunks, control characters and bare line feeds.
 */
@Component
class RequestRules {

    static final Set<HttpMethod> METHODS = Set.of(
            HttpMethod.GET,
            HttpMethod.HEAD,
            HttpMethod.POST,
            HttpMethod.PUT,
            HttpMethod.PATCH,
            HttpMethod.DELETE,
            HttpMethod.OPTIONS);

    private final long body;
    private final long purchaseBody;

    RequestRules(ConnectionSettings settings) {
        body = settings.body().toBytes();
        purchaseBody = Math.min(body, settings.purchaseBody().toBytes());
    }

    /** Why this request is not let in; null if it is. */
    Problem reasonToRefuse(HttpRequest request) {
        if (!METHODS.contains(request.method())) {
            return Problem.METHOD_NOT_ALLOWED;
        }
        var version = request.protocolVersion();
        if (!HttpVersion.HTTP_1_1.equals(version) && !HttpVersion.HTTP_1_0.equals(version)) {
            return Problem.BAD_REQUEST;
        }
        var headers = request.headers();
        var hosts = headers.valueCharSequenceIterator(HttpHeaderNames.HOST);
        if (hosts.hasNext()) {
            hosts.next();
            if (hosts.hasNext()) {
                return Problem.BAD_REQUEST;
            }
        } else if (HttpVersion.HTTP_1_1.equals(version)) {
            return Problem.BAD_REQUEST;
        }
        return isPlainlyEncoded(headers) ? null : Problem.BAD_REQUEST;
    }

    /** "chunked" and nothing else: whatever more it says, somebody would understand it differently. */
    private static boolean isPlainlyEncoded(HttpHeaders headers) {
        var encodings = headers.valueCharSequenceIterator(HttpHeaderNames.TRANSFER_ENCODING);
        return !encodings.hasNext()
                || HttpHeaderValues.CHUNKED.contentEqualsIgnoreCase(encodings.next()) && !encodings.hasNext();
    }

    /** How many bytes its body may have; negative if it says itself that it has more. */
    long bodyLimit(HttpRequest request) {
        var announced = HttpUtil.getContentLength(request, -1L);
        if (announced >= 0 && announced <= purchaseBody) {
            return purchaseBody; // no need to look whose limit it is
        }
        var limit = isPurchase(request) ? purchaseBody : body;
        return announced > limit ? -1 : limit;
    }

    private static boolean isPurchase(HttpRequest request) {
        if (!HttpMethod.POST.equals(request.method())) {
            return false;
        }
        var target = request.uri();
        var query = target.indexOf('?');
        var path = query < 0 ? target : target.substring(0, query);
        return path.startsWith("/api/v1/deals/") && path.contains("/orders")
                || path.startsWith("/api/v1/coupons/") && path.contains("/claims");
    }

    /** What to say about bytes that are no request. */
    static Problem problemOf(Throwable undecodable) {
        return switch (undecodable) {
            case TooLongHttpLineException tooLong -> Problem.URI_TOO_LONG;
            case TooLongHttpHeaderException tooLong -> Problem.HEADERS_TOO_LARGE;
            default -> Problem.BAD_REQUEST;
        };
    }
}
