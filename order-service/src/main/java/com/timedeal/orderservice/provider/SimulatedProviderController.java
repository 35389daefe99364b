package com.timedeal.orderservice.provider;

import com.timedeal.servicedefaults.identity.RequiresScope;
import com.timedeal.servicedefaults.problem.Problems;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Plays the bank at which somebody pays into a virtual account. */
@RestController
class SimulatedProviderController {

    private final PaymentProvider provider;

    SimulatedProviderController(PaymentProvider provider) {
        this.provider = provider;
    }

    @PutMapping("/internal/simulated-provider/deposits/{paymentId}")
    @RequiresScope("payments.deposit")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void deposit(@PathVariable UUID paymentId) {
        if (!(provider instanceof SimulatedProvider simulated) || !simulated.deposit(paymentId)) {
            throw Problems.notFound("payment that waits for a deposit");
        }
    }
}
