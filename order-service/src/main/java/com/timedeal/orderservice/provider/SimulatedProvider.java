package com.timedeal.orderservice.provider;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.web.context.WebServerInitializedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.http.MediaType;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;

/**
 * A payment provider that moves no money and behaves as it is told by the token of a payment: it declines, dawdles, loses
 * its answers, settles late and calls back twice. For trying out and for tests; its books survive this process.
 */
class SimulatedProvider implements PaymentProvider, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(SimulatedProvider.class);
    private static final Duration CALLBACK_TIMEOUT = Duration.ofSeconds(2);

    private final SimulatedBooks books;
    private final CallbackSignature signature;
    private final ProviderSettings settings;
    private final ObjectMapper json;
    private final RestClient http;
    private volatile int ownPort;

    SimulatedProvider(SimulatedBooks books, CallbackSignature signature, ProviderSettings settings, ObjectMapper json) {
        this.books = books;
        this.signature = signature;
        this.settings = settings;
        this.json = json;
        var requests = new JdkClientHttpRequestFactory();
        requests.setReadTimeout(CALLBACK_TIMEOUT);
        this.http = RestClient.builder().requestFactory(requests).build();
    }

    @Override
    public String name() {
        return "simulated";
    }

    @Override
    public ChargeOutcome charge(Charge charge) {
        notInTransaction();
        var token = SimulatedToken.of(charge.token());
        if (token.kind() == SimulatedToken.Kind.SLOW) {
            LockSupport.parkNanos(token.delay().toNanos());
        }
        var id = charge.paymentId();
        var calls = books.hear(charge);
        switch (token.kind()) {
            case DEFAULT -> {
                if (charge.method() == PaymentMethod.VIRTUAL_ACCOUNT) {
                    books.wait(id, null, 0, true);
                } else {
                    books.charge(id);
                }
            }
            case OK, SLOW, REFUND_ERROR -> books.charge(id);
            case DECLINE -> books.decline(id, "CARD_DECLINED");
            case UNKNOWN -> books.decline(id, "UNKNOWN_TOKEN");
            case CALLBACK -> books.wait(id, token.delay(), 1, true);
            case CALLBACK_TWICE -> books.wait(id, token.delay(), 2, true);
            case LATE -> books.wait(id, token.delay(), 0, false);
            case ERROR -> {
                if (calls == 1) {
                    throw new NoAnswerException("The provider answered 500");
                }
                books.charge(id);
            }
            case LOSE_ANSWER -> {
                books.charge(id);
                throw new NoAnswerException("The provider's answer was lost");
            }
        }
        return books.find(id);
    }

    @Override
    public ChargeOutcome find(UUID paymentId) {
        notInTransaction();
        return books.find(paymentId);
    }

    @Override
    public ChargeOutcome abandon(UUID paymentId) {
        notInTransaction();
        books.abandon(paymentId);
        return books.find(paymentId);
    }

    @Override
    public void refund(UUID paymentId, long amount) {
        notInTransaction();
        var refund = books.refund(paymentId, amount)
                .orElseThrow(() -> new NoAnswerException("There is nothing of that amount to refund"));
        if (refund.calls() == 1 && SimulatedToken.of(refund.token()).kind() == SimulatedToken.Kind.REFUND_ERROR) {
            throw new NoAnswerException("The provider answered 500");
        }
        books.payBack(paymentId);
    }

    boolean deposit(UUID paymentId) {
        return books.deposit(paymentId);
    }

    @EventListener
    void listensOn(WebServerInitializedEvent event) {
        if (event.getApplicationContext().getServerNamespace() == null) {
            ownPort = event.getWebServer().getPort();
        }
    }

    @Scheduled(fixedDelayString = "${timedeal.payment.simulated-tick}")
    void sendCallbacks() {
        if (ownPort == 0) {
            return;
        }
        for (var callback : books.takeCallbacks()) {
            try {
                send(callback);
            } catch (RestClientException e) {
                log.warn("Callback for payment {} did not get through: {}", callback.paymentId(), e.toString());
                books.callAgainLater(callback.paymentId());
            }
        }
    }

    private void send(SimulatedBooks.Callback callback) {
        var body = body(new CallbackBody(
                callback.paymentId(),
                callback.state().equals("DECLINED") ? CallbackBody.FAILED : CallbackBody.SUCCEEDED,
                callback.amount(),
                callback.reason()));
        http.post()
                .uri(callbackUrl())
                .contentType(MediaType.APPLICATION_JSON)
                .header(CallbackSignature.HEADER, signature.sign(body))
                .body(body)
                .retrieve()
                .toBodilessEntity();
    }

    private URI callbackUrl() {
        return settings.callbackUrl() != null
                ? settings.callbackUrl()
                : URI.create("http://127.0.0.1:" + ownPort + "/api/v1/payments/callbacks/" + name());
    }

    private byte[] body(CallbackBody body) {
        try {
            return json.writeValueAsBytes(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        books.close();
    }

    /** A real provider is a remote call, and must not come to be one inside a transaction unnoticed. */
    private static void notInTransaction() {
        if (TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException("A payment provider is not called inside a transaction");
        }
    }
}
