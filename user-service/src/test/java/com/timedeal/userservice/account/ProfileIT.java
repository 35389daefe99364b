package com.timedeal.userservice.account;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.timedeal.servicedefaults.identity.Role;
import com.timedeal.userservice.People;
import com.timedeal.userservice.TestHttp;
import com.timedeal.userservice.token.IssueAccessToken;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What people tell about themselves: theirs alone, unreadable in the database, and gone when they go. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "eureka.client.enabled=false",
            "timedeal.redis.timeout=1s",
            "timedeal.guessing.patience=1s",
            "timedeal.passwords.patience=1s"
        })
@Timeout(120)
class ProfileIT {

    private static final Map<String, String> ADDRESS = Map.of(
            "recipient", "박지우",
            "phone", "010-8765-4321",
            "zipCode", "04524",
            "line1", "서울특별시 중구 세종대로 110");

    private static final Map<String, String> REFUND =
            Map.of("bank", "하나은행", "accountNumber", "123-456789-01234", "holder", "박지우");

    @LocalServerPort
    private int port;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private IssueAccessToken tokens;

    private People people;

    @BeforeEach
    void meetPeople() {
        people = new People(TestHttp.to(port));
    }

    @Test
    void changesWhatWasSaidAndLeavesTheRest() {
        var kim = people.somebody();

        var changed = people.send(HttpMethod.PATCH, "/api/v1/users/me", kim.token(), Map.of("nickname", "구름"));

        assertThat(changed.getStatusCode()).isEqualTo(HttpStatus.OK);
        var me = people.get("/api/v1/users/me", kim.token()).getBody();
        assertThat(me).isEqualTo(changed.getBody());
        assertThat(me.get("nickname").asText()).isEqualTo("구름");
        assertThat(me.get("name").asText()).isEqualTo("박지우");
    }

    @Test
    void takesNoOrdersAboutWhatIsNotTheirs() {
        var kim = people.somebody();
        var before = people.get("/api/v1/users/me", kim.token()).getBody();

        people.send(
                HttpMethod.PATCH,
                "/api/v1/users/me",
                kim.token(),
                Map.of(
                        "roles",
                        Set.of("ADMIN"),
                        "role",
                        "ADMIN",
                        "userId",
                        UUID.randomUUID().toString(),
                        "email",
                        "other@example.com",
                        "emailVerified",
                        true,
                        "version",
                        7,
                        "createdAt",
                        "2020-01-01T00:00:00Z"));

        assertThat(people.get("/api/v1/users/me", kim.token()).getBody()).isEqualTo(before);
    }

    @Test
    void opensAnAccountOfABuyerWhateverElseIsSaid() {
        var email = People.newAddress();
        var other = UUID.randomUUID();
        var request = new HashMap<String, Object>(Map.of(
                "email",
                email,
                "password",
                People.PASSWORD,
                "name",
                "박지우",
                "nickname",
                "지우",
                "phone",
                "010-1234-5678",
                "verificationToken",
                people.proof(email)));
        request.putAll(Map.of(
                "role",
                "ADMIN",
                "roles",
                Set.of("ADMIN"),
                "userId",
                other.toString(),
                "id",
                other.toString(),
                "emailVerified",
                true,
                "disabled",
                false,
                "status",
                "ACTIVE",
                "version",
                7,
                "createdAt",
                "2020-01-01T00:00:00Z"));

        assertThat(people.send(HttpMethod.POST, "/api/v1/users", null, request).getStatusCode())
                .isEqualTo(HttpStatus.CREATED);

        var me = people.get(
                        "/api/v1/users/me",
                        people.loggedIn(email, People.PASSWORD).token())
                .getBody();
        assertThat(me.get("roles")).hasToString("[\"BUYER\"]");
        assertThat(me.get("userId").asText()).isNotEqualTo(other.toString());
        assertThat(me.get("createdAt").asText()).isGreaterThan("2025");
    }

    @Test
    void keepsAddressesApart() {
        var kim = people.somebody();
        var lee = people.somebody();
        var added = people.send(HttpMethod.POST, "/api/v1/users/me/addresses", kim.token(), ADDRESS);
        assertThat(added.getStatusCode()).isEqualTo(HttpStatus.CREATED);
        var path =
                "/api/v1/users/me/addresses/" + added.getBody().get("addressId").asText();
        var nowhere = "/api/v1/users/me/addresses/" + UUID.randomUUID();

        for (var method : new HttpMethod[] {HttpMethod.GET, HttpMethod.PUT, HttpMethod.DELETE}) {
            var body = method == HttpMethod.PUT ? ADDRESS : null;
            var foreign = people.send(method, path, lee.token(), body);
            var missing = people.send(method, nowhere, lee.token(), body);
            assertThat(foreign.getStatusCode()).as("%s", method).isEqualTo(HttpStatus.NOT_FOUND);
            assertThat(withoutInstance(foreign)).isEqualTo(withoutInstance(missing));
        }
        assertThat(people.get("/api/v1/users/me/addresses", lee.token())
                        .getBody()
                        .get("items"))
                .isEmpty();
        var mine = people.get(path, kim.token()).getBody();
        assertThat(mine.get("line1").asText()).isEqualTo(ADDRESS.get("line1"));

        var moved = new HashMap<>(ADDRESS);
        moved.put("line2", "2층");
        assertThat(people.send(HttpMethod.PUT, path, kim.token(), moved).getStatusCode())
                .isEqualTo(HttpStatus.NO_CONTENT);
        assertThat(people.get(path, kim.token()).getBody().get("line2").asText())
                .isEqualTo("2층");
        assertThat(people.send(HttpMethod.DELETE, path, kim.token(), null).getStatusCode())
                .isEqualTo(HttpStatus.NO_CONTENT);
        assertThat(people.get(path, kim.token()).getStatusCode()).isEqualTo(HttpStatus.NOT_FOUND);
    }

    @Test
    void takesOnlySoManyAddresses() {
        var kim = people.somebody();
        for (var i = 0; i < 20; i++) {
            people.send(HttpMethod.POST, "/api/v1/users/me/addresses", kim.token(), ADDRESS);
        }

        assertThat(People.code(people.send(HttpMethod.POST, "/api/v1/users/me/addresses", kim.token(), ADDRESS)))
                .isEqualTo("TOO_MANY_ADDRESSES");
    }

    @Test
    void showsOfARefundAccountWhatItIsRecognisedBy() {
        var kim = people.somebody();
        assertThat(people.get("/api/v1/users/me/refund-account", kim.token()).getStatusCode())
                .isEqualTo(HttpStatus.NOT_FOUND);

        assertThat(people.send(HttpMethod.PUT, "/api/v1/users/me/refund-account", kim.token(), REFUND)
                        .getStatusCode())
                .isEqualTo(HttpStatus.NO_CONTENT);

        assertThat(people.get("/api/v1/users/me/refund-account", kim.token()).getBody())
                .hasToString("{\"bank\":\"하나은행\",\"accountNumber\":\"****1234\",\"holder\":\"박지우\"}");
    }

    @Test
    void keepsNothingPersonalReadableInTheDatabase() {
        var kim = people.somebody();
        people.send(HttpMethod.POST, "/api/v1/users/me/addresses", kim.token(), ADDRESS);
        people.send(HttpMethod.PUT, "/api/v1/users/me/refund-account", kim.token(), REFUND);

        var row = jdbc.sql("select * from account where id = ?")
                .param(kim.id())
                .query()
                .singleRow()
                .toString();
        var address = jdbc.sql("select sealed from address where account_id = ?")
                .param(kim.id())
                .query(String.class)
                .single();

        assertThat(row + address)
                .contains("20260101T000000Z-test:")
                .doesNotContain(kim.email(), "박지우", "지우", "010-1234-5678", "하나은행", "123-456789", "세종대로");
    }

    @Test
    void opensNothingThatWasMovedOrChanged() {
        var kim = people.somebody();
        var lee = people.somebody();

        jdbc.sql("""
                        update account k join account l
                        set k.name_sealed = l.name_sealed
                        where k.id = ? and l.id = ?
                        """).params(kim.id(), lee.id()).update();
        try {
            assertThat(people.get("/api/v1/users/me", kim.token()).getStatusCode())
                    .isEqualTo(HttpStatus.INTERNAL_SERVER_ERROR);
        } finally {
            jdbc.sql("delete from session where account_id = ?").param(kim.id()).update();
            jdbc.sql("delete from account where id = ?").param(kim.id()).update();
        }
    }

    @Test
    void leavesNothingOfAnAccountThatIsClosed() {
        var kim = people.somebody();
        people.send(HttpMethod.POST, "/api/v1/users/me/addresses", kim.token(), ADDRESS);
        people.send(HttpMethod.PUT, "/api/v1/users/me/refund-account", kim.token(), REFUND);

        assertThat(People.code(people.send(
                        HttpMethod.DELETE, "/api/v1/users/me", kim.token(), Map.of("password", "not it at all"))))
                .isEqualTo("WRONG_PASSWORD");
        assertThat(people.send(HttpMethod.DELETE, "/api/v1/users/me", kim.token(), Map.of("password", People.PASSWORD))
                        .getStatusCode())
                .isEqualTo(HttpStatus.NO_CONTENT);

        var row = jdbc.sql("""
                        select concat_ws('', hex(email_hash), email_sealed, password_hash, name_sealed, nickname_sealed,
                                         phone_sealed, refund_sealed) as personal,
                               (select count(*) from address a where a.account_id = account.id) as addresses,
                               (select count(*) from session s where s.account_id = account.id and s.ended_at is null) as sessions
                        from account where id = ?
                        """).param(kim.id()).query().singleRow();
        assertThat(row.get("personal")).isEqualTo("");
        assertThat(row.get("addresses")).isEqualTo(0L);
        assertThat(row.get("sessions")).isEqualTo(0L);
        assertThat(people.refresh(kim.refreshToken(), "tests").getStatusCode()).isEqualTo(HttpStatus.UNAUTHORIZED);
        assertThat(People.code(people.logIn(kim.email(), People.PASSWORD))).isEqualTo("BAD_CREDENTIALS");
        assertThat(people.signUp(kim.email(), People.PASSWORD).getStatusCode())
                .as("the address is free again")
                .isEqualTo(HttpStatus.CREATED);
    }

    @Test
    void showsAccountsToAdministratorsAlone() {
        var kim = people.somebody();
        var admin =
                tokens.to(UUID.randomUUID(), Set.of(Role.BUYER, Role.ADMIN), 0).value();

        assertThat(people.get("/api/v1/users", kim.token()).getStatusCode()).isEqualTo(HttpStatus.FORBIDDEN);
        var page = people.get("/api/v1/users?size=2", admin).getBody();
        assertThat(page.get("items")).hasSize(2);
        assertThat(page.get("items").get(0).get("userId").asText())
                .isEqualTo(kim.id().toString());
        assertThat(page.get("items").get(0).properties().stream().map(Map.Entry::getKey))
                .containsExactlyInAnyOrder("userId", "email", "nickname", "roles", "createdAt");
        var found = people.get("/api/v1/users?email=" + kim.email().toUpperCase(), admin)
                .getBody();
        assertThat(found.get("items").get(0).get("email").asText()).isEqualTo(kim.email());
        assertThat(people.get("/api/v1/users?email=nobody@example.com", admin)
                        .getBody()
                        .get("totalItems")
                        .asLong())
                .isZero();
    }

    private static JsonNode withoutInstance(ResponseEntity<JsonNode> answer) {
        var body = (com.fasterxml.jackson.databind.node.ObjectNode) answer.getBody();
        return body.without("instance");
    }
}
