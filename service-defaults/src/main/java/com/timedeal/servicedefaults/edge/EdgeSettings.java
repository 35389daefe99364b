package com.timedeal.servicedefaults.edge;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** @param trustedProxies addresses or networks ({@code 10.0.0.0/8}) whose word about a request's origin is believed */
@ConfigurationProperties("timedeal.edge")
record EdgeSettings(@DefaultValue({"127.0.0.0/8", "::1"}) List<String> trustedProxies) {}
