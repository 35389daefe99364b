package com.timedeal.servicedefaults.request;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.boot.web.embedded.tomcat.TomcatServletWebServerFactory;

/** What it does is measured, not tested: it is about milliseconds ({@code docs/performance.md}). */
class TakeTurnsTests {

    @Test
    void everyServiceHasIt() {
        var factory = new TomcatServletWebServerFactory();
        new RequestAutoConfiguration().takeTurns().customize(factory);
        assertThat(factory.getEngineValves()).hasAtLeastOneElementOfType(TakeTurns.class);
    }
}
