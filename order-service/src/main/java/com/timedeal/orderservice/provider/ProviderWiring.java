package com.timedeal.orderservice.provider;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.timedeal.servicedefaults.audit.Invariant;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.jdbc.DataSourceProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class ProviderWiring {

    @Bean
    PaymentProvider paymentProvider(
            ProviderSettings settings, DataSourceProperties database, CallbackSignature signature, ObjectMapper json) {
        return switch (settings.provider()) {
            case SIMULATED ->
                new SimulatedProvider(
                        new SimulatedBooks(
                                database.determineUrl(), database.determineUsername(), database.determinePassword()),
                        signature,
                        settings,
                        json);
        };
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnProperty(name = "timedeal.payment.provider", havingValue = "SIMULATED")
    static class SimulatedInvariants {

        @Bean
        Invariant nobodyIsChargedTwice() {
            return Invariant.always(
                    "P5",
                    "The provider holds money for an order at most once.",
                    "select coalesce(sum(state = 'CHARGED'), 0) as charges,"
                            + " coalesce(sum(if(state = 'CHARGED', amount, 0)), 0) as won,"
                            + " coalesce(sum(state = 'REFUNDED'), 0) as refunds from simulated_charge",
                    """
                    select order_id, count(*) as charges, sum(amount) as won
                    from simulated_charge
                    where state = 'CHARGED'
                    group by order_id
                    having count(*) > 1
                    """);
        }

        @Bean
        Invariant providerAndPaymentsAgree() {
            return Invariant.onceQuiet(
                    "P6", "What the provider holds and has given back is what the payments say.", null, """
                    select p.payment_id, p.order_id, p.status, c.state, p.amount, c.amount as charged
                    from payment p left join simulated_charge c on c.payment_id = p.payment_id
                    where (p.status = 'SUCCEEDED') <> coalesce(c.state = 'CHARGED', false)
                       or (p.status = 'REFUNDED') <> coalesce(c.state = 'REFUNDED', false)
                       or (c.state in ('CHARGED', 'REFUNDED') and p.amount <> c.amount)
                    """);
        }
    }
}
