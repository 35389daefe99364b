package com.timedeal.gatewayservice.connection;

import com.timedeal.gatewayservice.problem.Problem;
import com.timedeal.gatewayservice.securitylog.SecurityLog;
import com.timedeal.gatewayservice.trace.Trace;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.DecoderResultProvider;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.NetUtil;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.ScheduledFuture;
import java.net.InetSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Watches one connection between Netty's HTTP codec and Reactor Netty. A request is let in once all of it is here, and not before:
 * so nothing behind this sees a part of one, no client that dawdles or breaks off holds a connection to a service, and what is refused
 * has not begun. A refusal ends the connection, after the answers to the requests before it.
 *
 * <p>Nearly all requests arrive whole; for these nothing is copied, counted among others or scheduled. One per connection; used by its
 * event loop alone.
 */
final class GuardRequests extends ChannelDuplexHandler {

    /** How long a refused client may go on sending before the socket is closed; closed at once, it might never read the answer. */
    private static final Duration LINGER = Duration.ofSeconds(2);

    private final RequestRules rules;
    private final ConnectionSettings settings;
    private final OpenConnections connections;
    private final Refusals refusals;
    private final List<HttpContent> parts = new ArrayList<>(1);

    private boolean counted;
    private boolean bytesCame;
    private boolean messageCame;
    private ScheduledFuture<?> deadline;

    /** The request that is not all here yet, what its body may still have, and what of it is counted as held. */
    private HttpRequest begun;

    private long bodyLeft;
    private long held;

    /** Requests that were let in and not yet answered to the last byte. */
    private int answersDue;

    /** From the moment it is set nothing more comes in. */
    private Problem refused;

    private String refusalId;

    /** From the moment it is set nothing more goes out. */
    private boolean closing;

    GuardRequests(RequestRules rules, ConnectionSettings settings, OpenConnections connections, Refusals refusals) {
        this.rules = rules;
        this.settings = settings;
        this.connections = connections;
        this.refusals = refusals;
    }

    /** Stands before the codec and notes that bytes came, which may not be enough of a request for the codec to say anything. */
    ChannelInboundHandlerAdapter noteBytes() {
        return new ChannelInboundHandlerAdapter() {
            @Override
            public void channelRead(ChannelHandlerContext context, Object bytes) {
                bytesCame = true;
                context.fireChannelRead(bytes);
            }
        };
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        counted = true;
        if (connections.note(context.channel().remoteAddress())) {
            context.fireChannelActive();
        } else {
            closing = true;
            SecurityLog.tell("TOO_MANY_CONNECTIONS", null, "source.ip", peerOf(context));
            context.close();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        drop();
        if (counted) {
            counted = false;
            connections.forget(context.channel().remoteAddress());
        }
        context.fireChannelInactive();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        messageCame = true;
        if (refused != null) {
            ReferenceCountUtil.release(message);
        } else if (message instanceof DecoderResultProvider decoded
                && decoded.decoderResult().isFailure()) {
            // Netty makes one up, with a path of its own, where it could not read the first line.
            var request = message instanceof HttpRequest read && !(read instanceof FullHttpRequest) ? read : begun;
            refuse(context, RequestRules.problemOf(decoded.decoderResult().cause()), request);
            ReferenceCountUtil.release(message);
        } else if (message instanceof HttpRequest request) {
            begin(context, request);
        } else if (message instanceof HttpContent part) {
            goOn(context, part);
        } else {
            context.fireChannelRead(message);
        }
    }

    private void begin(ChannelHandlerContext context, HttpRequest request) {
        cancelDeadline();
        var reason = rules.reasonToRefuse(request);
        bodyLeft = reason == null ? rules.bodyLimit(request) : 0;
        if (reason != null || bodyLeft < 0) {
            refuse(context, reason == null ? Problem.CONTENT_TOO_LARGE : reason, request);
            ReferenceCountUtil.release(request);
            return;
        }
        begun = request;
        if (HttpUtil.is100ContinueExpected(request)) {
            // Said here, because nobody else hears of the request before its body has come.
            request.headers().remove(HttpHeaderNames.EXPECT);
            context.writeAndFlush(new DefaultFullHttpResponse(
                    HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE, Unpooled.EMPTY_BUFFER));
        }
    }

    private void goOn(ChannelHandlerContext context, HttpContent part) {
        var bytes = part.content().readableBytes();
        bodyLeft -= bytes;
        if (bodyLeft < 0) {
            part.release();
            refuse(context, Problem.CONTENT_TOO_LARGE, begun);
        } else if (part instanceof LastHttpContent) {
            letIn(context, part);
        } else if (connections.hold(bytes)) {
            held += bytes;
            parts.add(part);
        } else {
            part.release();
            refuse(context, Problem.SERVICE_UNAVAILABLE, begun);
        }
    }

    private void letIn(ChannelHandlerContext context, HttpContent last) {
        cancelDeadline();
        answersDue++;
        var request = begun;
        begun = null;
        context.fireChannelRead(request);
        if (!parts.isEmpty()) {
            connections.letGo(held);
            held = 0;
            for (var part : List.copyOf(parts)) {
                context.fireChannelRead(part);
            }
            parts.clear();
        }
        context.fireChannelRead(last);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        if (refused != null) {
            context.read(); // to be thrown away
        } else {
            if (bytesCame && (begun != null || !messageCame) && deadline == null) {
                var within = begun == null ? settings.headersWithin() : settings.bodyWithin();
                deadline = context.executor()
                        .schedule(
                                () -> refuse(context, Problem.REQUEST_TIMEOUT, begun),
                                within.toNanos(),
                                TimeUnit.NANOSECONDS);
            }
            if (begun != null) {
                context.read(); // those who usually ask for more do not know yet that there is any
            }
        }
        bytesCame = false;
        messageCame = false;
        context.fireChannelReadComplete();
    }

    private void cancelDeadline() {
        if (deadline != null) {
            deadline.cancel(false);
            deadline = null;
        }
    }

    /** Forgets the request that is not all here. */
    private void drop() {
        cancelDeadline();
        begun = null;
        parts.forEach(HttpContent::release);
        parts.clear();
        connections.letGo(held);
        held = 0;
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        if (closing) {
            ReferenceCountUtil.release(message);
            promise.tryFailure(new ClosedChannelException());
            return;
        }
        context.write(message, promise);
        if (message instanceof LastHttpContent && !isInformational(message)) {
            answersDue--;
            if (refused != null) {
                answerIfDue(context);
            }
        }
    }

    private static boolean isInformational(Object message) {
        return message instanceof HttpResponse response
                && response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
    }

    /** @param request what is known of it; null where not even its first line is */
    private void refuse(ChannelHandlerContext context, Problem problem, HttpRequest request) {
        if (refused == null) {
            refused = problem;
            refusalId = Trace.newRequestId();
            SecurityLog.tell(
                    problem == Problem.SERVICE_UNAVAILABLE ? "TOO_MANY_BODIES" : problem.name(),
                    refusalId,
                    "status",
                    problem.status().value(),
                    "source.ip",
                    peerOf(context),
                    "path",
                    request == null ? "" : SecurityLog.pathOf(request.uri()));
            drop();
            answerIfDue(context);
        }
    }

    /** Not what a proxy says: nothing that comes with these bytes is to be believed. */
    private static String peerOf(ChannelHandlerContext context) {
        return context.channel().remoteAddress() instanceof InetSocketAddress peer && peer.getAddress() != null
                ? NetUtil.toAddressString(peer.getAddress())
                : "";
    }

    private void answerIfDue(ChannelHandlerContext context) {
        if (answersDue > 0) {
            return; // requests before this one are still to be answered
        }
        closing = true;
        context.writeAndFlush(refusals.of(refused, refusalId)).addListener(written -> {
            if (written.isSuccess()
                    && context.channel() instanceof DuplexChannel channel
                    && context.pipeline().get(SslHandler.class) == null) {
                channel.shutdownOutput();
                context.executor().schedule(() -> context.close(), LINGER.toNanos(), TimeUnit.NANOSECONDS);
                context.read();
            } else {
                context.close();
            }
        });
    }
}
