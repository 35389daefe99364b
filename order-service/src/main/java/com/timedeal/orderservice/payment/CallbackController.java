package com.timedeal.orderservice.payment;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.timedeal.orderservice.provider.CallbackBody;
import com.timedeal.orderservice.provider.CallbackSignature;
import com.timedeal.orderservice.provider.ChargeOutcome;
import com.timedeal.orderservice.provider.PaymentProvider;
import com.timedeal.servicedefaults.identity.OpenEndpoints;
import com.timedeal.servicedefaults.problem.Problems;
import java.io.IOException;
import java.io.InputStream;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Where a provider tells what became of a payment. Needs no token: the signature says who speaks. */
@RestController
class CallbackController {

    /** Anybody may send here, so no more than a callback needs is ever read. */
    private static final int MAX_BYTES = 16 * 1024;

    /** As wide as the column. */
    private static final int MAX_REASON = 40;

    private final PaymentProvider provider;
    private final CallbackSignature signature;
    private final Payments payments;
    private final SettlePayment settlePayment;
    private final ObjectMapper json;

    CallbackController(
            PaymentProvider provider,
            CallbackSignature signature,
            Payments payments,
            SettlePayment settlePayment,
            ObjectMapper json) {
        this.provider = provider;
        this.signature = signature;
        this.payments = payments;
        this.settlePayment = settlePayment;
        this.json = json;
    }

    @PostMapping("/api/v1/payments/callbacks/{name}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void receive(
            @PathVariable String name,
            @RequestHeader(name = CallbackSignature.HEADER, required = false) String signed,
            InputStream body)
            throws IOException {
        if (!name.equals(provider.name())) {
            throw Problems.notFound("payment provider");
        }
        var bytes = body.readNBytes(MAX_BYTES + 1);
        if (bytes.length > MAX_BYTES) {
            throw Problems.refuse(
                    HttpStatus.PAYLOAD_TOO_LARGE, "TOO_LARGE", "A callback has at most " + MAX_BYTES + " bytes.");
        }
        if (!signature.isGenuine(signed, bytes)) {
            throw Problems.refuse(
                    HttpStatus.UNAUTHORIZED, "INVALID_SIGNATURE", "The signature is missing, wrong or too old.");
        }
        act(read(bytes));
    }

    private void act(CallbackBody news) {
        var known = payments.find(news.paymentId());
        if (news.status().equals(CallbackBody.SUCCEEDED)
                && known.isPresent()
                && (news.amount() == null || known.get().amount() != news.amount())) {
            throw Problems.refuse(
                    HttpStatus.UNPROCESSABLE_ENTITY, "AMOUNT_MISMATCH", "That is not the amount of this payment.");
        }
        settlePayment.settle(
                news.paymentId(),
                switch (news.status()) {
                    case CallbackBody.SUCCEEDED -> new ChargeOutcome.Charged();
                    case CallbackBody.FAILED -> new ChargeOutcome.Declined(reason(news));
                    default -> throw Problems.badRequest("UNKNOWN_STATUS", "A callback says SUCCEEDED or FAILED.");
                });
    }

    private static String reason(CallbackBody news) {
        var reason = news.reason() == null ? "DECLINED" : news.reason();
        return reason.substring(0, Math.min(reason.length(), MAX_REASON));
    }

    private CallbackBody read(byte[] bytes) {
        try {
            var news = json.readValue(bytes, CallbackBody.class);
            if (news != null && news.paymentId() != null && news.status() != null) {
                return news;
            }
        } catch (IOException e) {
            // The same answer as for one with nothing in it.
        }
        throw Problems.badRequest("UNREADABLE_BODY", "A callback needs a paymentId and a status.");
    }

    @Configuration(proxyBeanMethods = false)
    static class Open {
        @Bean
        OpenEndpoints callbacks() {
            return OpenEndpoints.of("POST /api/v1/payments/callbacks/*");
        }
    }
}
