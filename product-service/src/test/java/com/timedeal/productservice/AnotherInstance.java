package com.timedeal.productservice;

import com.timedeal.servicedefaults.identity.TestTokenKeys;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** The service once more, on the same database, Redis and broker. */
public final class AnotherInstance implements AutoCloseable {

    private final ConfigurableApplicationContext context;

    /** @param settings like {@code timedeal.cache.products=NONE} */
    public AnotherInstance(String... settings) {
        context = new SpringApplicationBuilder(ProductServiceApplication.class, TestTokenKeys.class)
                .properties(settings)
                .run(
                        "--server.port=0",
                        "--eureka.client.enabled=false",
                        "--spring.http.client.factory=jdk",
                        "--timedeal.deals.sweep-interval=1h",
                        "--spring.cloud.discovery.client.simple.instances.order-service[0].uri="
                                + ProductServiceFixture.ORDER_SERVICE.uri());
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    public String uri() {
        return "http://127.0.0.1:" + context.getEnvironment().getRequiredProperty("local.server.port");
    }

    @Override
    public void close() {
        context.close();
    }
}
