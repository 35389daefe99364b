package com.timedeal.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.timedeal.launcher.demo.OpenAccount.Opened;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Requests that say more than they may: who somebody is, what something costs, how far it has come. All of it is ignored or
 * refused, and whoever asks acts for themselves alone. Asked of the services themselves, where no gateway helps.
 */
@ExtendWith(RunningPlatform.class)
@Order(9)
class ExtraFieldsIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<String, String> ADDRESS =
            Map.of("recipient", "Kim", "phone", "010-1234-5678", "zipCode", "04524", "line1", "Seoul");

    @Test
    void nobodySaysWhoTheyAreOrWhatTheyMayDo(Installation installation) throws Exception {
        var person = installation.account().buyer();
        var victim = installation.account().seller();
        try (var door = new Door(installation.platform().address("user-service"))) {
            var before = get(door, "/api/v1/users/me", person);
            for (var request : Map.of(
                            "PATCH /api/v1/users/me", Map.<String, Object>of("nickname", "demo"),
                            "POST /api/v1/users/me/addresses", new HashMap<String, Object>(ADDRESS),
                            "PUT /api/v1/users/me/refund-account",
                                    Map.<String, Object>of(
                                            "bank", "Hana", "accountNumber", "123-456-789", "holder", "Kim"),
                            "PUT /api/v1/users/me/seller", Map.<String, Object>of())
                    .entrySet()) {
                var line = request.getKey().split(" ");
                var answer = door.send(
                        line[0], line[1], person.accessToken(), more(request.getValue(), victim, Set.of("addressId")));
                assertThat(answer.statusCode()).as(request.getKey()).isIn(200, 201, 204, 400);
            }
            var after = get(door, "/api/v1/users/me", person);
            assertThat(List.of(after.path("userId"), after.path("email"), after.path("createdAt")))
                    .isEqualTo(List.of(before.path("userId"), before.path("email"), before.path("createdAt")));
            assertThat(after.path("roles")).as("by becoming a seller").hasToString("[\"BUYER\",\"SELLER\"]");
            assertThat(get(door, "/api/v1/users/me/addresses", victim).path("items"))
                    .isEmpty();
            assertThat(door.send("GET", "/api/v1/users/me/refund-account", victim.accessToken(), null)
                            .statusCode())
                    .isEqualTo(404);
        }
    }

    @Test
    void goodsAndDealsAreTheirSellersAndBeginAtTheBeginning(Installation installation) throws Exception {
        var seller = installation.account().seller();
        var victim = installation.account().seller();
        try (var door = new Door(installation.platform().address("product-service"))) {
            var product = Map.<String, Object>of("name", "Kettle", "price", 1000, "stock", 10);
            var listed = created(door.send(
                    "POST",
                    "/api/v1/products",
                    seller.accessToken(),
                    more(product, victim, Set.of("category", "attributes", "description"))));
            var path = "/api/v1/products/" + listed.path("productId").asText();
            var shown = get(door, path, seller);
            assertThat(shown.path("sellerId").asText()).isEqualTo(seller.userId());
            assertThat(shown.path("price").asLong()).isEqualTo(1000);
            assertThat(shown.path("stock").asLong()).isEqualTo(10);
            assertThat(shown.path("likes").asLong()).isZero();
            assertThat(Instant.parse(shown.path("createdAt").asText()))
                    .isAfter(Instant.now().minusSeconds(300));

            assertThat(door.send(
                                    "PATCH",
                                    path,
                                    seller.accessToken(),
                                    more(Map.of("name", "Kettle"), victim, Set.of("price")))
                            .statusCode())
                    .isIn(200, 204, 400);
            assertThat(get(door, path, seller)).as("nothing but its name").isEqualTo(shown);

            var restock = door.send(
                    "POST", path + "/restocks", seller.accessToken(), more(Map.of("quantity", 1), victim, Set.of()));
            assertThat(restock.statusCode()).isIn(200, 201, 400);
            assertThat(get(door, path, seller).path("stock").asLong()).isBetween(10L, 11L);

            var opensAt = Instant.now().plusSeconds(600).truncatedTo(ChronoUnit.MILLIS);
            var terms = Map.<String, Object>of(
                    "productId",
                    listed.path("productId").asText(),
                    "dealPrice",
                    500,
                    "quantity",
                    5,
                    "perUserLimit",
                    1,
                    "opensAt",
                    opensAt.toString(),
                    "closesAt",
                    opensAt.plusSeconds(300).toString());
            var deal = created(door.send("POST", "/api/v1/deals", seller.accessToken(), more(terms, victim, Set.of())));
            var dealPath = "/api/v1/deals/" + deal.path("dealId").asText();
            var scheduled = get(door, dealPath, seller);
            assertThat(scheduled.path("status").asText()).isEqualTo("SCHEDULED");
            assertThat(scheduled.path("dealPrice").asLong()).isEqualTo(500);
            assertThat(scheduled.path("quantity").asLong()).isEqualTo(5);
            assertThat(scheduled.path("soldOut").asBoolean()).isFalse();
            assertThat(scheduled.path("product").path("sellerId").asText()).isEqualTo(seller.userId());
            var quantity = door.send(
                    "PUT", dealPath + "/quantity", seller.accessToken(), more(Map.of("quantity", 5), victim, Set.of()));
            assertThat(quantity.statusCode()).isIn(200, 204, 400, 409);
            assertThat(get(door, dealPath, seller).path("status").asText()).isEqualTo("SCHEDULED");
            assertThat(get(door, dealPath, seller).path("quantity").asLong()).isEqualTo(5);
            assertThat(door.send("DELETE", dealPath, seller.accessToken(), null).statusCode())
                    .isEqualTo(204);
        }
    }

    @Test
    void ordersAndCouponsAreTheirBuyersAndCostWhatTheyCost(Installation installation) throws Exception {
        var buyer = installation.account().buyer();
        var victim = installation.account().buyer();
        var shop = installation.seller();
        var product = shop.list(10);
        var admin = installation.admin();
        var someoneElse = Map.of("userId", victim.userId());
        try (var door = new Door(installation.platform().address("order-service"))) {
            var wished = door.send(
                    "PUT",
                    "/api/v1/wishlist/items/" + product,
                    buyer.accessToken(),
                    more(Map.of("quantity", 2), victim, Set.of()));
            assertThat(wished.statusCode()).isIn(200, 201, 204);
            var item = new HashMap<String, Object>(Map.of("productId", product.toString(), "quantity", 2));
            item.putAll(Map.of("unitPrice", 1, "price", 1, "discount", 1_000, "userId", victim.userId()));
            var order = created(door.send(
                    "POST",
                    "/api/v1/orders?userId=" + victim.userId(),
                    buyer.accessToken(),
                    more(Map.of("items", List.of(item), "address", ADDRESS), victim, Set.of("couponId")),
                    "X-User-Id",
                    victim.userId()));
            var path = "/api/v1/orders/" + order.path("orderId").asText();
            var placed = get(door, path, buyer);
            assertThat(placed.path("status").asText()).isEqualTo("PAYMENT_DUE");
            assertThat(placed.path("total").asLong()).isEqualTo(2 * Seller.PRICE);
            assertThat(placed.path("discount").asLong()).isZero();
            assertThat(placed.path("items").get(0).path("unitPrice").asLong()).isEqualTo(Seller.PRICE);

            var paid = door.send(
                    "POST",
                    path + "/payments",
                    buyer.accessToken(),
                    more(Map.of("method", "CARD", "amount", 1), victim, Set.of("token")));
            assertThat(paid.statusCode()).as(paid.body()).isBetween(400, 499);
            assertThat(get(door, path, buyer).path("status").asText()).isEqualTo("PAYMENT_DUE");
            var returned = door.send(
                    "POST",
                    path + "/returns",
                    buyer.accessToken(),
                    more(Map.of("reason", "Too small"), victim, Set.of()));
            assertThat(returned.statusCode()).as(returned.body()).isBetween(400, 499);
            assertThat(get(door, path, buyer).path("status").asText()).isEqualTo("PAYMENT_DUE");

            assertThat(get(door, "/api/v1/orders?userId=" + victim.userId(), buyer)
                            .path("items"))
                    .as("the buyer's")
                    .hasSize(1);
            assertThat(get(door, "/api/v1/orders", victim).path("items"))
                    .as("the other's")
                    .isEmpty();
            assertThat(get(door, "/api/v1/wishlist", victim).path("items")).isEmpty();
            assertThat(door.send(
                                    "POST",
                                    path + "/cancellation",
                                    buyer.accessToken(),
                                    JSON.writeValueAsString(someoneElse))
                            .statusCode())
                    .isBetween(200, 299);
            assertThat(get(door, path, buyer).path("status").asText()).isEqualTo("CANCELLED");

            var now = Instant.now();
            var coupon = Map.<String, Object>of(
                    "title",
                    "Ten",
                    "totalQuantity",
                    10,
                    "discountAmount",
                    1000,
                    "minOrderAmount",
                    5000,
                    "opensAt",
                    now.minusSeconds(60).toString(),
                    "closesAt",
                    now.plusSeconds(600).toString(),
                    "validUntil",
                    now.plusSeconds(1200).toString());
            var announced =
                    created(door.send("POST", "/api/v1/coupons", admin.accessToken(), more(coupon, victim, Set.of())));
            var couponPath = "/api/v1/coupons/" + announced.path("couponId").asText();
            var shown = get(door, couponPath, buyer);
            assertThat(shown.path("totalQuantity").asLong()).isEqualTo(10);
            assertThat(shown.path("discountAmount").asLong()).isEqualTo(1000);
            created(door.send(
                    "POST", couponPath + "/claims", buyer.accessToken(), JSON.writeValueAsString(someoneElse)));
            assertThat(get(door, "/api/v1/users/me/coupons", buyer).path("items"))
                    .hasSize(1);
            assertThat(get(door, "/api/v1/users/me/coupons", victim).path("items"))
                    .isEmpty();
        }
    }

    @Test
    void aUnitOfADealIsTheCallersAtThePriceOfTheDeal(Installation installation) throws Exception {
        var buyer = installation.account().buyer();
        var victim = installation.account().buyer();
        var shop = installation.seller();
        var offer = shop.offer(shop.list(10), 10, 1, Duration.ofSeconds(1), Duration.ofMinutes(5));
        shop.awaitOpen(offer);
        try (var door = new Door(installation.platform().address("order-service"))) {
            var order = created(door.send(
                    "POST",
                    "/api/v1/deals/" + offer.dealId() + "/orders?userId=" + victim.userId(),
                    buyer.accessToken(),
                    more(Map.of("quantity", 1), victim, Set.of())));
            var path = "/api/v1/orders/" + order.path("orderId").asText();
            var placed = get(door, path, buyer);
            assertThat(placed.path("status").asText()).isEqualTo("PAYMENT_DUE");
            assertThat(placed.path("total").asLong()).isEqualTo(Seller.DEAL_PRICE);
            assertThat(door.send("GET", path, victim.accessToken(), null).statusCode())
                    .isEqualTo(404);
        }
        shop.close(offer);
        shop.awaitSettled(offer);
    }

    /** @param but what that body may say itself, besides what is in it */
    private static String more(Map<String, ?> body, Opened victim, Set<String> but) throws Exception {
        var all = new HashMap<String, Object>();
        for (var id : List.of("id", "userId", "sellerId", "ownerId", "accountId", "buyerId")) {
            all.put(id, victim.userId());
        }
        for (var id : List.of("orderId", "addressId", "couponId")) {
            all.put(id, UUID.randomUUID().toString());
        }
        for (var amount : List.of("price", "unitPrice", "total", "amount", "paid")) {
            all.put(amount, 1);
        }
        for (var count :
                List.of("discount", "remaining", "left", "stock", "likes", "version", "tokenVersion", "bought")) {
            all.put(count, 99_999);
        }
        all.put("role", "ADMIN");
        all.put("roles", List.of("ADMIN"));
        all.put("status", "PAID");
        all.put("emailVerified", true);
        all.put("soldOut", true);
        all.put("disabled", false);
        all.put("email", victim.email());
        all.put("createdAt", "2020-01-01T00:00:00Z");
        all.put("paymentDueAt", "2099-01-01T00:00:00Z");
        new HashSet<>(but).forEach(all::remove);
        all.putAll(body);
        return JSON.writeValueAsString(all);
    }

    private static JsonNode created(HttpResponse<String> answer) throws Exception {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return JSON.readTree(answer.body());
    }

    private static JsonNode get(Door door, String path, Opened person) throws Exception {
        var answer = door.send("GET", path, person.accessToken(), null);
        assertThat(answer.statusCode()).as("%s %s", path, answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body());
    }
}
