package com.timedeal.gatewayservice.source;

import java.util.List;

/** As it is by default. */
public final class TestClientAddress {

    private TestClientAddress() {}

    public static ClientAddress withoutProxies() {
        return new ClientAddress(new SourceSettings(List.of()));
    }
}
