package com.timedeal.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the services really answer to, held against what they say they offer: a forgotten route has no owner and no test. */
@ExtendWith(RunningPlatform.class)
@Order(8)
class RoutesIT {

    /** Only here: in an installation nothing but {@code health} is exposed. */
    static final Map<String, String> SHOWN = Map.of("MANAGEMENT_ENDPOINTS_WEB_EXPOSURE_INCLUDE", "health,mappings");

    private static final List<String> SERVICES =
            List.of("user-service", "product-service", "order-service", "schedule-service");

    /** The description itself, the page for errors, and what this test had opened. */
    private static final String TECHNICAL = "/error|/v3/api-docs.*|/actuator.*|/swagger-ui.*";

    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void everyRouteIsDescribedAndEveryDescriptionHasARoute(Installation installation) throws Exception {
        var token = installation.account().buyer().accessToken();
        var count = 0;
        for (var service : SERVICES) {
            try (var door = new Door(installation.platform().address(service))) {
                var routes = routes(JSON.readTree(
                        door.send("GET", "/actuator/mappings", token, null).body()));
                var described = described(JSON.readTree(
                        door.send("GET", "/v3/api-docs", token, null).body()));
                assertThat(routes).as(service).isNotEmpty().containsExactlyInAnyOrderElementsOf(described);
                count += routes.size();
            }
        }
        Installation.tell("%d routes, each described.", count);
    }

    @Test
    void nothingTechnicalIsReachedThroughTheGateway(Installation installation) throws Exception {
        var token = installation.account().buyer().accessToken();
        try (var gateway = new Door(installation.platform().gateway())) {
            for (var path : List.of(
                    "/v3/api-docs",
                    "/actuator/mappings",
                    "/actuator/env",
                    "/actuator/gateway/routes",
                    "/error",
                    "/swagger-ui/index.html",
                    "/eureka/apps",
                    "/user-service/api/v1/users/me")) {
                assertThat(gateway.send("GET", path, token, null).statusCode())
                        .as(path)
                        .isEqualTo(404);
            }
        }
    }

    private static List<String> routes(JsonNode mappings) {
        var routes = new ArrayList<String>();
        for (var context : mappings.path("contexts")) {
            for (var servlet : context.path("mappings").path("dispatcherServlets")) {
                for (var mapping : servlet) {
                    var conditions = mapping.path("details").path("requestMappingConditions");
                    for (var pattern : conditions.path("patterns")) {
                        if (!pattern.asText().matches(TECHNICAL)) {
                            assertThat(conditions.path("methods"))
                                    .as("of %s", pattern)
                                    .isNotEmpty();
                            conditions
                                    .path("methods")
                                    .forEach(method -> routes.add(method.asText() + " "
                                            + pattern.asText().replaceAll("/$", "")));
                        }
                    }
                }
            }
        }
        return routes;
    }

    private static List<String> described(JsonNode description) {
        var endpoints = new ArrayList<String>();
        description
                .path("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .fieldNames()
                        .forEachRemaining(
                                method -> endpoints.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey())));
        return endpoints;
    }
}
