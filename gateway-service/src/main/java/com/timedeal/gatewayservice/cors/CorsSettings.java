package com.timedeal.gatewayservice.cors;

import java.util.List;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param origins each as a browser writes it, scheme, host and port; none by default. A wildcard is refused: whoever needs one has not
 *     thought about who may call
 */
@ConfigurationProperties("timedeal.cors")
record CorsSettings(@DefaultValue List<String> origins) {

    private static final Pattern ORIGIN =
            Pattern.compile("https?://[A-Za-z0-9.-]+(:[0-9]{1,5})?|https?://\\[[0-9a-f:]+](:[0-9]{1,5})?");

    CorsSettings {
        origins = origins.stream()
                .map(String::strip)
                .filter(origin -> !origin.isEmpty())
                .toList();
        for (var origin : origins) {
            if (!ORIGIN.matcher(origin).matches()) {
                throw new IllegalArgumentException(
                        "timedeal.cors.origins: '" + origin + "' is no origin such as https://shop.example");
            }
        }
    }
}
