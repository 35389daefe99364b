package com.timedeal.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.timedeal.launcher.demo.Call;
import com.timedeal.launcher.demo.OpenAccount.Opened;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The edges of what may be said: just inside nothing is refused for it, just beyond the answer names the field. And numbers that are
 * none, or too many, of which nothing comes. Asked of the services themselves, where no gateway helps; the audit follows.
 */
@ExtendWith(RunningPlatform.class)
@Order(10)
class BoundsIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long TOP_PRICE = 10_000_000_000L;
    private static final long TOP_STOCK = 1_000_000_000L;
    private static final Map<String, Object> ADDRESS =
            Map.of("recipient", "Kim", "phone", "010-1234-5678", "zipCode", "04524", "line1", "Seoul");

    /** An access token is good for ten. */
    private static final Duration LOGGED_IN_FOR = Duration.ofMinutes(5);

    private static Map<String, Opened> wellKnown = Map.of();
    private static Instant loggedIn = Instant.EPOCH;

    /** As they stand in JSON. */
    private static final List<String> ODD_AMOUNTS = List.of(
            "-1",
            "0",
            "2147483648",
            "9223372036854775808",
            "1.5",
            "\"1e3\"",
            "1e3",
            "1e400",
            "\"\uff11\"",
            "\"text\"",
            "null",
            "true",
            "[1]");

    // ---- E23 ------------------------------------------------------------------------------------------------

    @Test
    void pagesHaveASizeAndAnEnd(Installation installation) throws Exception {
        try (var shop = Shop.open(installation)) {
            var complaints = new ArrayList<String>();
            for (var list : List.of(
                    "product nobody /api/v1/products",
                    "product nobody /api/v1/deals",
                    "order nobody /api/v1/coupons",
                    "order buyer /api/v1/users/me/coupons",
                    "order buyer /api/v1/orders",
                    "order buyer /api/v1/orders/attempts",
                    "order seller /api/v1/deals/" + shop.deal + "/orders",
                    "order seller /api/v1/products/" + shop.product + "/orders",
                    "user admin /api/v1/users",
                    "schedule admin /api/v1/timed-events")) {
                var line = list.split(" ");
                var query = shop.of(line[0]).as(line[1]).query(line[2]);
                complaints.addAll(query.check("page", inside("0", "10000"), beyond("-1", "10001", "2147483648", "x")));
                complaints.addAll(query.check("size", inside("1", "100"), beyond("0", "101", "-1", "1.5")));
            }
            assertThat(complaints).isEmpty();
        }
    }

    @Test
    void listsAreSortedAndFilteredByWhatThereIs(Installation installation) throws Exception {
        try (var shop = Shop.open(installation)) {
            var complaints = new ArrayList<String>();
            var products = shop.of("product").as("nobody").query("/api/v1/products");
            complaints.addAll(products.check(
                    "sort", inside("newest", "priceAsc", "priceDesc"), beyond("price", "name desc", "1;select 1")));
            complaints.addAll(products.check("query", inside("x".repeat(100)), beyond("x".repeat(101))));
            complaints.addAll(products.check("category", inside("x".repeat(50)), beyond("x".repeat(51))));
            for (var price : List.of("minPrice", "maxPrice")) {
                complaints.addAll(products.check(
                        price, inside("0", "9223372036854775807"), beyond("-1", "9223372036854775808", "1e3")));
            }
            complaints.addAll(
                    products.check("sellerId", inside(UUID.randomUUID().toString()), beyond("1", "x".repeat(36))));
            complaints.addAll(shop.of("product")
                    .as("nobody")
                    .query("/api/v1/deals")
                    .check("status", inside("OPEN", "CLOSED"), beyond("SOLD", "1")));
            complaints.addAll(shop.of("schedule")
                    .as("admin")
                    .query("/api/v1/timed-events")
                    .check("status", inside(), beyond("SOLD", "1")));
            complaints.addAll(shop.of("user")
                    .as("admin")
                    .query("/api/v1/users")
                    .check("email", inside("a@" + "x".repeat(248) + ".com"), beyond("a@" + "x".repeat(249) + ".com")));
            assertThat(complaints).isEmpty();
        }
    }

    @Test
    void ordersAreListedOfTimesThatThereAre(Installation installation) throws Exception {
        try (var shop = Shop.open(installation)) {
            var complaints = new ArrayList<String>();
            for (var list : List.of(
                    "buyer /api/v1/orders",
                    "buyer /api/v1/orders/export?format=csv",
                    "seller /api/v1/deals/" + shop.deal + "/orders",
                    "seller /api/v1/products/" + shop.product + "/orders",
                    "seller /api/v1/products/" + shop.product + "/orders/export?format=csv")) {
                var line = list.split(" ");
                var query = shop.of("order").as(line[0]).query(line[1]);
                complaints.addAll(query.check("status", inside("PAID"), beyond("SOLD", "1")));
                complaints.addAll(query.check(
                        "from",
                        inside("1970-01-01T00:00:00Z", "9999-12-30T23:59:59Z"),
                        beyond("1969-12-31T23:59:59Z", "9999-12-31T00:00:00Z", "yesterday")));
                complaints.addAll(query.check(
                        "to",
                        inside("1970-01-01T00:00:00Z", "9999-12-30T23:59:59Z"),
                        beyond("1969-12-31T23:59:59Z", "9999-12-31T00:00:00Z", "2026-02-30T00:00:00Z")));
                var separator = line[1].contains("?") ? "&" : "?";
                complaints.addAll(shop.of("order")
                        .as(line[0])
                        .query(line[1] + separator + "from=2026-01-02T00:00:00Z")
                        .check("to", inside("2026-01-02T00:00:01Z"), beyond("2026-01-02T00:00:00Z")));
            }
            complaints.addAll(shop.of("order")
                    .as("buyer")
                    .query("/api/v1/orders/export")
                    .check("format", inside("csv", "xlsx"), beyond("exe", "csv,xlsx")));
            assertThat(complaints).isEmpty();
        }
    }

    @Test
    void productsAndCategoriesHaveTheirSize(Installation installation) throws Exception {
        try (var shop = Shop.open(installation)) {
            var complaints = new ArrayList<String>();
            var product = Map.<String, Object>of("name", "Kettle", "price", 1000, "stock", 10);
            for (var request : List.of(
                    shop.of("product").as("seller").body("POST", "/api/v1/products", product),
                    shop.of("product")
                            .as("seller")
                            .body("PATCH", "/api/v1/products/" + shop.other, Map.of("name", "K")))) {
                complaints.addAll(
                        request.check("name", inside(text(1), text(100)), beyond(text(0), text(101), "\" \"")));
                complaints.addAll(request.check("description", inside(text(0), text(4_000)), beyond(text(4_001))));
                complaints.addAll(request.check("price", inside("1", "10000000000"), beyond("0", "10000000001")));
                complaints.addAll(request.check(
                        "attributes",
                        inside(pairs(0, 1, 1), pairs(50, 1, 1), pairs(1, 50, 500)),
                        beyond(pairs(51, 1, 1), pairs(1, 51, 1), pairs(1, 1, 501), "{\"a\":null}")));
            }
            complaints.addAll(shop.of("product")
                    .as("seller")
                    .body("POST", "/api/v1/products", product)
                    .check("stock", inside("0", "1000000000"), beyond("-1", "1000000001")));
            complaints.addAll(shop.of("product")
                    .as("seller")
                    .body("POST", "/api/v1/products/" + shop.other + "/restocks", Map.of())
                    .check("quantity", inside("1", "1000000000"), beyond("0", "1000000001")));
            var slug = "s" + UUID.randomUUID().toString().replace("-", "");
            var category = shop.of("product")
                    .as("admin")
                    .body("POST", "/api/v1/categories", Map.of("slug", slug, "name", "Bounds"));
            complaints.addAll(category.check(
                    "slug",
                    inside("\"" + slug + "x".repeat(50 - slug.length()) + "\""),
                    beyond("\"" + slug + "x".repeat(51 - slug.length()) + "\"", "\"\"", "\"A\"", "\"-a\"")));
            complaints.addAll(category.check("name", inside(text(100)), beyond(text(0), text(101))));
            assertThat(complaints).isEmpty();
        }
    }

    @Test
    void dealsHaveUnitsALimitAndAWindow(Installation installation) throws Exception {
        try (var shop = Shop.open(installation)) {
            var complaints = new ArrayList<String>();
            var opens = Instant.now().plus(1, ChronoUnit.DAYS).truncatedTo(ChronoUnit.SECONDS);
            var terms = new HashMap<String, Object>(Map.of(
                    "productId", shop.other, "dealPrice", 1, "quantity", 1, "perUserLimit", 1, "opensAt", opens));
            terms.put("closesAt", opens.plusSeconds(60));
            var deal = shop.of("product").as("seller").body("POST", "/api/v1/deals", terms);
            complaints.addAll(deal.check("dealPrice", inside("1", "20000"), beyond("0", "20001", "10000000001")));
            complaints.addAll(deal.check("quantity", inside("1", "10000000"), beyond("0", "10000001")));
            complaints.addAll(deal.check("perUserLimit", inside("1"), beyond("0", "2", "10001")));
            complaints.addAll(deal.check(
                    "opensAt",
                    inside(),
                    beyond(time(Instant.now()), time(Instant.now().plus(367, ChronoUnit.DAYS)), "\"soon\"")));
            var ahead = Instant.now().truncatedTo(ChronoUnit.SECONDS).plus(366, ChronoUnit.DAYS);
            terms.put("closesAt", ahead.plus(1, ChronoUnit.DAYS));
            complaints.addAll(shop.of("product")
                    .as("seller")
                    .body("POST", "/api/v1/deals", Map.copyOf(terms))
                    .check("opensAt", inside(time(ahead.minusSeconds(60))), beyond(time(ahead.plusSeconds(60)))));
            terms.put("closesAt", opens.plusSeconds(60));
            complaints.addAll(deal.check(
                    "closesAt",
                    inside(time(opens.plusSeconds(1)), time(opens.plus(31, ChronoUnit.DAYS))),
                    beyond(time(opens), time(opens.plus(31, ChronoUnit.DAYS).plusMillis(1)))));
            complaints.addAll(shop.of("product")
                    .as("seller")
                    .body("PUT", "/api/v1/deals/" + shop.scheduled + "/quantity", Map.of())
                    .check("quantity", inside("2", "10000000"), beyond("0", "1", "10000001")));
            complaints.addAll(shop.of("order")
                    .as("buyer")
                    .body("POST", "/api/v1/deals/" + shop.deal + "/orders", Map.of())
                    .check("quantity", inside("1", "10000"), beyond("0", "10001")));
            assertThat(complaints).isEmpty();
        }
    }

    @Test
    void couponsHaveTermsAndAWindow(Installation installation) throws Exception {
        try (var shop = Shop.open(installation)) {
            var complaints = new ArrayList<String>();
            var now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
            var coupon = shop.of("order").as("admin").body("POST", "/api/v1/coupons", couponTerms(now));
            complaints.addAll(coupon.check("title", inside(text(1), text(100)), beyond(text(0), text(101))));
            complaints.addAll(coupon.check("totalQuantity", inside("1", "10000000", "null"), beyond("0", "10000001")));
            complaints.addAll(coupon.check("discountAmount", inside("1", "10000000000"), beyond("0", "10000000001")));
            complaints.addAll(coupon.check("minOrderAmount", inside("0", "10000000000"), beyond("-1", "10000000001")));
            complaints.addAll(coupon.check(
                    "opensAt",
                    inside(time(now.minus(1094, ChronoUnit.DAYS)), time(now.plusSeconds(599))),
                    beyond(time(now.minus(1096, ChronoUnit.DAYS)), time(now.plusSeconds(600)))));
            complaints.addAll(coupon.check(
                    "closesAt",
                    inside(time(now.plusSeconds(1_200))),
                    beyond(time(now.minusSeconds(1)), time(now.plusSeconds(1_201)))));
            complaints.addAll(coupon.check(
                    "validUntil",
                    inside(time(now.plusSeconds(600)), time(now.plus(1094, ChronoUnit.DAYS))),
                    beyond(time(now.plusSeconds(599)), time(now.plus(1096, ChronoUnit.DAYS)))));
            assertThat(complaints).isEmpty();
        }
    }

    @Test
    void ordersHaveLinesAndAnAddress(Installation installation) throws Exception {
        try (var shop = Shop.open(installation)) {
            var complaints = new ArrayList<String>();
            var order = shop.of("order")
                    .as("buyer")
                    .body(
                            "POST",
                            "/api/v1/orders",
                            Map.of("address", ADDRESS, "items", List.of(line(UUID.randomUUID(), 1))));
            complaints.addAll(order.check("items", inside(lines(1), lines(100)), beyond(lines(0), lines(101))));
            complaints.addAll(order.check(
                    "quantity",
                    "items",
                    inside(line(shop.product, "1"), line(shop.product, "10000")),
                    beyond(line(shop.product, "0"), line(shop.product, "10001"))));
            for (var part : Map.of("recipient", 50, "line1", 200, "line2", 200).entrySet()) {
                complaints.addAll(order.check(
                        part.getKey(),
                        "address",
                        inside(address(part.getKey(), "x".repeat(part.getValue()))),
                        beyond(address(part.getKey(), "x".repeat(part.getValue() + 1)))));
            }
            complaints.addAll(order.check(
                    "zipCode",
                    "address",
                    inside(address("zipCode", "00000")),
                    beyond(address("zipCode", "0000"), address("zipCode", "000000"))));
            complaints.addAll(order.check(
                    "phone",
                    "address",
                    inside(address("phone", "+" + "1".repeat(19))),
                    beyond(address("phone", "1".repeat(7)), address("phone", "+" + "1".repeat(20)))));
            var wish = shop.of("order").as("buyer");
            complaints.addAll(wish.body("PUT", "/api/v1/wishlist/items/" + shop.product, Map.of())
                    .check("quantity", inside("1", "10000"), beyond("0", "10001")));
            complaints.addAll(wish.body("POST", "/api/v1/orders/" + shop.order + "/returns", Map.of())
                    .check("reason", inside(text(200)), beyond(text(0), text(201))));
            complaints.addAll(wish.body(
                            "POST",
                            "/api/v1/orders/" + shop.order + "/payments",
                            Map.of("method", "CARD", "amount", Seller.PRICE))
                    .check("token", inside(text(100)), beyond(text(101))));
            complaints.addAll(wish.body("POST", "/api/v1/orders/" + shop.order + "/cancellation", Map.of())
                    .check("reason", inside(text(200)), beyond(text(201))));
            assertThat(complaints).isEmpty();
        }
    }

    @Test
    void aWishlistHoldsAHundredProductsAndNoMore(Installation installation) throws Exception {
        try (var shop = Shop.open(installation)) {
            var wish = shop.of("order").as("other");
            for (var n = 0; n < 100; n++) {
                var put = wish.send("PUT", "/api/v1/wishlist/items/" + UUID.randomUUID(), "{\"quantity\":1}");
                assertThat(put.statusCode()).as(put.body()).isEqualTo(204);
            }

            var one = wish.send("PUT", "/api/v1/wishlist/items/" + UUID.randomUUID(), "{\"quantity\":1}");

            assertThat(one.statusCode()).isEqualTo(409);
            assertThat(one.body()).contains("\"code\":\"WISHLIST_FULL\"");
            assertThat(wish.read("/api/v1/wishlist").path("items")).hasSize(100);
        }
    }

    @Test
    void peopleAndTheirAddressesHaveTheirSize(Installation installation) throws Exception {
        try (var shop = Shop.open(installation)) {
            var complaints = new ArrayList<String>();
            var me = shop.of("user").as("other");
            var profile = me.body("PATCH", "/api/v1/users/me", Map.of());
            var signUp = shop.of("user")
                    .as("nobody")
                    .body(
                            "POST",
                            "/api/v1/users",
                            Map.of(
                                    "email", "bounds@example.com",
                                    "password", "Correct horse 7 battery",
                                    "name", "Kim",
                                    "nickname", "kim",
                                    "phone", "010-1234-5678",
                                    "verificationToken", "none"));
            for (var part : Map.of("name", 50, "nickname", 30).entrySet()) {
                var longest = part.getValue();
                complaints.addAll(profile.check(
                        part.getKey(), inside(text(1), text(longest)), beyond(text(0), text(longest + 1))));
                complaints.addAll(signUp.check(part.getKey(), inside(), beyond(text(0), text(longest + 1))));
            }
            complaints.addAll(signUp.check("verificationToken", inside(), beyond(text(101))));
            complaints.addAll(signUp.check("password", inside(), beyond(text(7), text(129))));
            complaints.addAll(
                    signUp.check("email", inside(), beyond("\"a@" + "x".repeat(249) + ".com\"", "\"a\"", "\"a@b@c\"")));
            var address = me.body("POST", "/api/v1/users/me/addresses", ADDRESS);
            for (var part : Map.of("recipient", 50, "line1", 200, "line2", 200).entrySet()) {
                var longest = part.getValue();
                complaints.addAll(
                        address.check(part.getKey(), inside(text(longest)), beyond(text(0), text(longest + 1))));
            }
            complaints.addAll(address.check("zipCode", inside("\"0000000000\""), beyond("\"00000000000\"")));
            complaints.addAll(me.body(
                            "PUT",
                            "/api/v1/users/me/refund-account",
                            Map.of("bank", "Hana", "accountNumber", "123456", "holder", "Kim"))
                    .check(
                            "accountNumber",
                            inside("\"" + "1".repeat(20) + "\""),
                            beyond("\"" + "1".repeat(21) + "\"", "\"12345\"")));
            assertThat(complaints).isEmpty();
        }
    }

    @Test
    void proofsOfWhoSomebodyIsHaveTheirForm(Installation installation) throws Exception {
        try (var shop = Shop.open(installation)) {
            var complaints = new ArrayList<String>();
            var stranger = shop.of("user").as("nobody");
            var tooLong = "\"a@" + "x".repeat(249) + ".com\"";
            for (var path : List.of("/api/v1/email-verifications", "/api/v1/auth/password-resets")) {
                complaints.addAll(stranger.body("POST", path, Map.of())
                        .check("email", inside(), beyond(tooLong, "\"a\"", "null")));
            }
            var code = stranger.body(
                    "POST", "/api/v1/email-verifications/confirm", Map.of("email", "bounds@example.com", "code", "1"));
            complaints.addAll(code.check("email", inside(), beyond(tooLong)));
            complaints.addAll(code.check(
                    "code",
                    inside(),
                    beyond("\"1234567\"", "\"123456789\"", "\"\uff11\uff12\uff13\uff14\uff15\uff16\uff17\uff18\"")));
            for (var path : List.of("/api/v1/auth/refresh", "/api/v1/auth/logout")) {
                complaints.addAll(stranger.body("POST", path, Map.of())
                        .check("refreshToken", inside(text(200)), beyond(text(201), "null")));
            }
            assertThat(complaints).isEmpty();
        }
    }

    @Test
    void whatIsNestedHasAnEnd(Installation installation) throws Exception {
        try (var shop = Shop.open(installation)) {
            var wish = shop.of("order").as("other");
            var path = "/api/v1/wishlist/items/" + UUID.randomUUID();
            for (var bracket : List.of("[]", "{}")) {
                var open = bracket.equals("[]") ? "[" : "{\"a\":";
                var inside = "{\"quantity\":1,\"more\":" + open.repeat(900) + "1"
                        + bracket.substring(1).repeat(900) + "}";
                assertThat(wish.send("PUT", path, inside).statusCode()).isEqualTo(204);
                var beyond = "{\"quantity\":2,\"more\":" + open.repeat(1_001) + "1"
                        + bracket.substring(1).repeat(1_001) + "}";
                var answer = wish.send("PUT", path, beyond);
                assertThat(answer.statusCode()).isEqualTo(400);
                assertThat(answer.body()).contains("\"code\":\"UNREADABLE_BODY\"");
            }
            assertThat(wish.read("/api/v1/wishlist").path("items").get(0).path("quantity"))
                    .as("nothing of what is too deep was stored")
                    .hasToString("1");
        }
    }

    @Test
    void aKeyIsNoLongerThanItsColumn(Installation installation) throws Exception {
        var gateway = installation.gateway();
        var seller = installation.account().seller();
        var product = new Seller(gateway, seller.accessToken()).list(1);
        var restock =
                Call.post("/api/v1/products/" + product + "/restocks", seller.accessToken(), Map.of("quantity", 1));

        assertThat(gateway.ask(restock.once("k".repeat(100))).status()).isEqualTo(201);
        for (var key : List.of("k".repeat(101), "k k")) {
            assertThat(gateway.ask(restock.once(key)).code()).isEqualTo("IDEMPOTENCY_KEY_INVALID");
        }
    }

    // ---- E29 ------------------------------------------------------------------------------------------------

    @Test
    void ofOddAmountsNothingComes(Installation installation) throws Exception {
        try (var shop = Shop.open(installation)) {
            var seller = shop.of("product").as("seller");
            var buyer = shop.of("order").as("other");
            var before = shop.books();
            var opens = Instant.now().plus(1, ChronoUnit.DAYS);
            var product = Map.<String, Object>of("name", "Odd", "price", 1000, "stock", 10);
            var deal = new HashMap<String, Object>(Map.of(
                    "productId", shop.other, "dealPrice", 1, "quantity", 1, "perUserLimit", 1, "opensAt", opens));
            deal.put("closesAt", opens.plusSeconds(60));
            var coupon = shop.of("order").as("admin").body("POST", "/api/v1/coupons", couponTerms(Instant.now()));

            var complaints = new ArrayList<String>();
            var newProduct = seller.body("POST", "/api/v1/products", product);
            complaints.addAll(newProduct.refuses("price", Set.of("2147483648")));
            complaints.addAll(newProduct.refuses("stock", Set.of("0")));
            complaints.addAll(seller.body("PATCH", "/api/v1/products/" + shop.other, Map.of())
                    .refuses("price", Set.of("2147483648", "null")));
            complaints.addAll(seller.body("POST", "/api/v1/products/" + shop.other + "/restocks", Map.of())
                    .refuses("quantity", Set.of()));
            for (var field : List.of("dealPrice", "quantity", "perUserLimit")) {
                complaints.addAll(seller.body("POST", "/api/v1/deals", deal).refuses(field, Set.of()));
            }
            complaints.addAll(seller.body("PUT", "/api/v1/deals/" + shop.scheduled + "/quantity", Map.of())
                    .refuses("quantity", Set.of()));
            complaints.addAll(coupon.refuses("totalQuantity", Set.of("null")));
            complaints.addAll(coupon.refuses("discountAmount", Set.of("2147483648")));
            complaints.addAll(coupon.refuses("minOrderAmount", Set.of("0", "2147483648")));
            complaints.addAll(buyer.body("POST", "/api/v1/deals/" + shop.deal + "/orders", Map.of())
                    .refuses("quantity", Set.of()));
            complaints.addAll(buyer.body("PUT", "/api/v1/wishlist/items/" + shop.product, Map.of())
                    .refuses("quantity", Set.of()));
            complaints.addAll(shop.of("order")
                    .as("buyer")
                    .body("POST", "/api/v1/orders/" + shop.order + "/payments", Map.of("method", "CARD"))
                    .refuses("amount", Set.of()));
            for (var odd : ODD_AMOUNTS) {
                var order = buyer.body("POST", "/api/v1/orders", Map.of("address", ADDRESS));
                complaints.addAll(order.refuse("items", line(shop.product, odd)));
            }

            assertThat(complaints).isEmpty();
            assertThat(shop.books()).as("what is stored").isEqualTo(before);
        }
    }

    @Test
    void whatIsMeantAsAnOddAmountAndIsNoneIsTakenForWhatItIs(Installation installation) throws Exception {
        try (var shop = Shop.open(installation)) {
            var seller = shop.of("product").as("seller");
            var listed = JSON.readTree(
                    seller.send("POST", "/api/v1/products", "{\"name\":\"Dear\",\"price\":2147483648,\"stock\":0}")
                            .body());
            var shown =
                    seller.read("/api/v1/products/" + listed.path("productId").asText());

            assertThat(shown.path("price").asLong()).isEqualTo(2_147_483_648L);
            assertThat(shown.path("stock").asLong()).isZero();
        }
    }

    @Test
    void totalsAtTheTopOfTheirRangesAreRight(Installation installation) throws Exception {
        try (var shop = Shop.open(installation)) {
            var product = shop.list(TOP_PRICE, TOP_STOCK);
            var buyer = shop.of("order").as("other");
            var lines = IntStream.range(0, 100)
                    .mapToObj(n -> "{\"productId\":\"" + product + "\",\"quantity\":10000}")
                    .collect(Collectors.joining(",", "[", "]"));

            var order = created(buyer.body("POST", "/api/v1/orders", Map.of("address", ADDRESS))
                    .send("items", lines));

            assertThat(order.path("total").asLong()).isEqualTo(TOP_PRICE * 1_000_000);
            assertThat(shop.stock(product)).isEqualTo(TOP_STOCK - 1_000_000);
            var paid = buyer.send(
                    "POST",
                    "/api/v1/orders/" + order.path("orderId").asText() + "/payments",
                    "{\"method\":\"CARD\",\"amount\":" + TOP_PRICE * 1_000_000 + "}");
            assertThat(paid.statusCode()).as(paid.body()).isEqualTo(201);
            var cancelled =
                    buyer.send("POST", "/api/v1/orders/" + order.path("orderId").asText() + "/cancellation", "{}");
            assertThat(cancelled.statusCode()).as(cancelled.body()).isEqualTo(201);
        }
    }

    @Test
    void aDealAtTheTopOfItsRangesIsRightToo(Installation installation) throws Exception {
        try (var shop = Shop.open(installation)) {
            var product = shop.list(TOP_PRICE, 10_000);
            var opens = Instant.now().plusSeconds(3);
            var deal = created(shop.of("product")
                    .as("seller")
                    .body(
                            "POST",
                            "/api/v1/deals",
                            Map.of(
                                    "productId",
                                    product,
                                    "quantity",
                                    10_000,
                                    "perUserLimit",
                                    10_000,
                                    "opensAt",
                                    opens,
                                    "closesAt",
                                    opens.plusSeconds(300)))
                    .send("dealPrice", Long.toString(TOP_PRICE)));
            shop.seller.awaitOpen(new Seller.Offer(
                    UUID.fromString(deal.path("dealId").asText()), product, 10_000, opens, opens.plusSeconds(300)));

            var order = created(shop.of("order")
                    .as("other")
                    .send("POST", "/api/v1/deals/" + deal.path("dealId").asText() + "/orders", "{\"quantity\":10000}"));

            assertThat(order.path("total").asLong()).isEqualTo(TOP_PRICE * 10_000);
        }
    }

    @Test
    void aCouponOfMoreThanThereIsToPayMakesItFreeAndNoCheaper(Installation installation) throws Exception {
        try (var shop = Shop.open(installation)) {
            var terms = couponTerms(Instant.now());
            terms.put("minOrderAmount", 0);
            var coupon = created(shop.of("order")
                            .as("admin")
                            .body("POST", "/api/v1/coupons", terms)
                            .send("discountAmount", Long.toString(TOP_PRICE)))
                    .path("couponId")
                    .asText();
            var buyer = shop.of("order").as("other");
            created(buyer.send("POST", "/api/v1/coupons/" + coupon + "/claims", null));

            var order = created(buyer.body("POST", "/api/v1/orders", Map.of("address", ADDRESS, "couponId", coupon))
                    .send("items", line(shop.product, "1")));

            assertThat(order.path("discount").asLong()).isEqualTo(Seller.PRICE);
            assertThat(order.path("total").asLong()).isZero();
        }
    }

    // ---- ------------------------------------------------------------------------------------------------------

    /** A shop with something in it, and the people who come. */
    private record Shop(
            Map<String, Door> doors,
            Map<String, Opened> people,
            Seller seller,
            UUID product,
            UUID other,
            UUID deal,
            UUID scheduled,
            String order)
            implements AutoCloseable {

        static Shop open(Installation installation) throws Exception {
            var doors = new HashMap<String, Door>();
            for (var service : List.of("user", "product", "order", "schedule")) {
                doors.put(service, new Door(installation.platform().address(service + "-service")));
            }
            var people = new HashMap<>(wellKnown(installation));
            people.put("other", installation.account().buyer());
            var gateway = installation.gateway();
            var seller = new Seller(gateway, people.get("seller").accessToken());
            var product = seller.list(100_000);
            var offer = seller.offer(product, 50_000, 10_000, Duration.ofSeconds(2), Duration.ofMinutes(30));
            var other = seller.list(20_000_000);
            var scheduled = seller.offer(other, 5, 2, Duration.ofHours(1), Duration.ofHours(1));
            seller.awaitOpen(offer);
            var buyer = new Buyer(
                    gateway,
                    UUID.fromString(people.get("buyer").userId()),
                    people.get("buyer").accessToken());
            var order = buyer.orderItem(product, 1, null, Buyer.newKey());
            assertThat(order.status()).as(order.inWords()).isEqualTo(201);
            return new Shop(
                    doors,
                    people,
                    seller,
                    product,
                    other,
                    offer.dealId(),
                    scheduled.dealId(),
                    Buyer.orderId(order.body()).toString());
        }

        /** The same for several tests: nobody has codes sent without end. */
        private static synchronized Map<String, Opened> wellKnown(Installation installation) throws Exception {
            if (wellKnown.isEmpty() || Duration.between(loggedIn, Instant.now()).compareTo(LOGGED_IN_FOR) > 0) {
                loggedIn = Instant.now();
                wellKnown = Map.of(
                        "buyer", installation.account().buyer(),
                        "seller", installation.account().seller(),
                        "admin", installation.admin());
            }
            return wellKnown;
        }

        Service of(String name) {
            return new Service(doors.get(name), people, null);
        }

        UUID list(long price, long stock) throws Exception {
            var listed = created(of("product")
                    .as("seller")
                    .body("POST", "/api/v1/products", Map.of("name", "Dear", "stock", stock))
                    .send("price", Long.toString(price)));
            return UUID.fromString(listed.path("productId").asText());
        }

        long stock(UUID of) throws InterruptedException {
            return seller.stock(of);
        }

        /** What a request that comes to nothing must leave as it is. */
        List<JsonNode> books() throws Exception {
            var products = of("product").as("nobody");
            var other = of("order").as("other");
            return List.of(
                    products.read(
                            "/api/v1/products?sellerId=" + people.get("seller").userId()),
                    products.read("/api/v1/deals/" + scheduled).path("quantity"),
                    other.read("/api/v1/orders"),
                    other.read("/api/v1/wishlist"),
                    of("order").as("buyer").read("/api/v1/orders/" + order + "/payments"),
                    other.read("/api/v1/coupons").path("totalItems"));
        }

        @Override
        public void close() {
            doors.values().forEach(Door::close);
        }
    }

    /** One service, asked by one person. */
    private record Service(Door door, Map<String, Opened> people, String who) {

        Service as(String person) {
            return new Service(door, people, person);
        }

        Question query(String path) {
            var separator = path.contains("?") ? "&" : "?";
            return (name, value) ->
                    send("GET", path + separator + name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8), null);
        }

        /** @param fields what is right about it; the one in question is put in besides, as it is */
        Question body(String method, String path, Map<String, ?> fields) {
            return (name, value) -> {
                var parts = new ArrayList<String>();
                for (var field : fields.entrySet()) {
                    if (!field.getKey().equals(name)) {
                        parts.add(JSON.writeValueAsString(field.getKey()) + ":" + json(field.getValue()));
                    }
                }
                parts.add(JSON.writeValueAsString(name) + ":" + value);
                return send(method, path, "{" + String.join(",", parts) + "}");
            };
        }

        HttpResponse<String> send(String method, String path, String body) throws IOException, InterruptedException {
            return door.send(method, path, token(), body);
        }

        JsonNode read(String path) throws IOException, InterruptedException {
            var answer = send("GET", path, null);
            assertThat(answer.statusCode()).as("%s %s", path, answer.body()).isEqualTo(200);
            return JSON.readTree(answer.body());
        }

        private String token() {
            return who.equals("nobody") ? null : people.get(who).accessToken();
        }
    }

    /** A request of which one value is in question. */
    private interface Question {

        HttpResponse<String> send(String name, String value) throws IOException, InterruptedException;

        default List<String> check(String field, List<String> inside, List<String> beyond)
                throws IOException, InterruptedException {
            return check(field, field, inside, beyond);
        }

        /** @param sent the field that holds the one in question */
        default List<String> check(String field, String sent, List<String> inside, List<String> beyond)
                throws IOException, InterruptedException {
            var complaints = new ArrayList<String>();
            for (var value : inside) {
                var answer = send(sent, value);
                if (answer.statusCode() == 400 || answer.statusCode() == 422 || answer.statusCode() >= 500) {
                    complaints.add("inside: " + inWords(sent, value, answer));
                }
            }
            for (var value : beyond) {
                var answer = send(sent, value);
                if (!isRefusal(answer) || !answer.body().contains(field)) {
                    complaints.add("beyond: " + inWords(sent, value, answer));
                }
            }
            return complaints;
        }

        /** @param but odd amounts that are good ones here, and not sent */
        default List<String> refuses(String field, Set<String> but) throws IOException, InterruptedException {
            var complaints = new ArrayList<String>();
            for (var odd : ODD_AMOUNTS) {
                if (!but.contains(odd)) {
                    complaints.addAll(refuse(field, odd));
                }
            }
            return complaints;
        }

        default List<String> refuse(String field, String value) throws IOException, InterruptedException {
            var answer = send(field, value);
            return isRefusal(answer) ? List.of() : List.of(inWords(field, value, answer));
        }
    }

    private static boolean isRefusal(HttpResponse<String> answer) throws JsonProcessingException {
        return (answer.statusCode() == 400 || answer.statusCode() == 422)
                && JSON.readTree(answer.body()).path("code").asText().matches("[A-Z_]+");
    }

    private static String inWords(String field, String value, HttpResponse<String> answer) {
        var shown = value.length() <= 40 ? value : value.substring(0, 40) + "… (" + value.length() + ")";
        return answer.request().method() + " " + answer.uri().getPath() + " " + field + "=" + shown + " -> "
                + answer.statusCode() + " " + answer.body();
    }

    private static JsonNode created(HttpResponse<String> answer) throws JsonProcessingException {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return JSON.readTree(answer.body());
    }

    private static HashMap<String, Object> couponTerms(Instant now) {
        return new HashMap<>(Map.of(
                "title",
                "Bounds",
                "totalQuantity",
                10,
                "discountAmount",
                1_000,
                "minOrderAmount",
                1_000,
                "opensAt",
                now.minusSeconds(60),
                "closesAt",
                now.plusSeconds(600),
                "validUntil",
                now.plusSeconds(1_200)));
    }

    private static List<String> inside(String... values) {
        return List.of(values);
    }

    private static List<String> beyond(String... values) {
        return List.of(values);
    }

    private static String text(int length) {
        return "\"" + "x".repeat(length) + "\"";
    }

    private static String time(Instant instant) {
        return "\"" + instant + "\"";
    }

    private static String pairs(int count, int keyLength, int valueLength) {
        return IntStream.range(0, count)
                .mapToObj(n -> {
                    var key = count == 1 ? "k".repeat(keyLength) : "k" + n;
                    return "\"" + key + "\":" + text(valueLength);
                })
                .collect(Collectors.joining(",", "{", "}"));
    }

    private static String address(String part, String value) throws JsonProcessingException {
        var address = new HashMap<>(ADDRESS);
        address.put(part, value);
        return JSON.writeValueAsString(address);
    }

    private static Map<String, Object> line(UUID product, int quantity) {
        return Map.of("productId", product.toString(), "quantity", quantity);
    }

    /** @param quantity as it stands in JSON */
    private static String line(UUID product, String quantity) {
        return "[{\"productId\":\"" + product + "\",\"quantity\":" + quantity + "}]";
    }

    private static String lines(int count) {
        return IntStream.range(0, count)
                .mapToObj(n -> "{\"productId\":\"" + UUID.randomUUID() + "\",\"quantity\":1}")
                .collect(Collectors.joining(",", "[", "]"));
    }

    private static String json(Object value) throws JsonProcessingException {
        return JSON.writeValueAsString(value instanceof Instant || value instanceof UUID ? value.toString() : value);
    }
}
