package com.timedeal.userservice.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.BDDMockito.given;
import static org.mockito.BDDMockito.then;

import com.timedeal.servicedefaults.identity.Role;
import com.timedeal.servicedefaults.identity.TestIdentity;
import com.timedeal.servicedefaults.identity.TestTokens;
import com.timedeal.servicedefaults.ids.TimeOrderedIds;
import com.timedeal.userservice.password.Password;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.autoconfigure.web.servlet.WebMvcTest;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.context.bean.override.mockito.MockitoBean;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

@WebMvcTest(AccountController.class)
@Import(AccountConfiguration.class)
@ContextConfiguration(initializers = TestIdentity.class)
class AccountControllerMvcTests {

    private static final String REQUEST = """
            {"email": "Kim@example.com", "password": " 비밀번호🔑열쇠 ", "name": "김민수", "nickname": "민수", "phone": "010-1234-5678", "verificationToken": "proof"}
            """;

    private static final SignUpRequest UNDERSTOOD =
            new SignUpRequest("Kim@example.com", new Password(" 비밀번호🔑열쇠 "), "김민수", "민수", "010-1234-5678", "proof");

    private static final UUID USER = TimeOrderedIds.next();

    @Autowired
    private MockMvcTester mvc;

    @MockitoBean
    private SignUp signUp;

    @MockitoBean
    private BecomeSeller becomeSeller;

    @MockitoBean
    private EditProfile profiles;

    @MockitoBean
    private ChangePassword changePassword;

    @MockitoBean
    private CloseAccount closeAccount;

    @Test
    void opensAnAccount() {
        given(signUp.with(UNDERSTOOD)).willReturn(new SignUp.SignedUp(USER));

        assertThat(signUp(REQUEST))
                .hasStatus(HttpStatus.CREATED)
                .bodyJson()
                .isStrictlyEqualTo("{\"userId\": \"%s\"}".formatted(USER));
    }

    @Test
    void saysThatAnAddressIsTaken() {
        given(signUp.with(any())).willReturn(new SignUp.EmailTaken());

        assertThat(signUp(REQUEST))
                .hasStatus(HttpStatus.CONFLICT)
                .hasContentType(MediaType.APPLICATION_PROBLEM_JSON)
                .bodyJson()
                .extractingPath("$.code")
                .isEqualTo("EMAIL_TAKEN");
    }

    @Test
    void refusesAnAddressThatWasNotProved() {
        given(signUp.with(any())).willReturn(new SignUp.NotVerified());

        assertThat(signUp(REQUEST))
                .hasStatus(HttpStatus.BAD_REQUEST)
                .bodyJson()
                .extractingPath("$.code")
                .isEqualTo("ADDRESS_NOT_VERIFIED");
    }

    @Test
    void saysWhenToComeBackWhenBusy() {
        given(signUp.with(any())).willReturn(new SignUp.Busy());

        var answer = signUp(REQUEST);

        assertThat(answer)
                .hasStatus(HttpStatus.TOO_MANY_REQUESTS)
                .bodyJson()
                .extractingPath("$.code")
                .isEqualTo("BUSY");
        assertThat(answer.getResponse().getHeader("Retry-After")).matches("[1-3]");
    }

    @Test
    void namesEveryFieldThatIsWrong() {
        var answer = signUp("{\"email\": \"kim\", \"password\": \"short\", \"name\": \" \", \"nickname\": \"민수\"}");

        assertThat(answer)
                .hasStatus(HttpStatus.BAD_REQUEST)
                .hasContentType(MediaType.APPLICATION_PROBLEM_JSON)
                .bodyJson()
                .hasPathSatisfying("$.code", code -> assertThat(code).isEqualTo("INVALID_REQUEST"))
                .hasPathSatisfying(
                        "$.errors[*].field",
                        fields -> assertThat(fields)
                                .asArray()
                                .containsExactlyInAnyOrder("email", "password", "name", "phone", "verificationToken"));
        assertThat(answer).bodyText().doesNotContain("short");
        then(signUp).shouldHaveNoInteractions();
    }

    @Test
    void refusesWhatIsNotJson() {
        assertThat(signUp("{"))
                .hasStatus(HttpStatus.BAD_REQUEST)
                .bodyJson()
                .extractingPath("$.code")
                .isEqualTo("UNREADABLE_BODY");
        assertThat(signUp(REQUEST.replace("\" 비밀번호🔑열쇠 \"", "12345678"))).hasStatus(HttpStatus.BAD_REQUEST);
    }

    @Test
    void takesNoOrdersAboutRolesOrIds() {
        given(signUp.with(UNDERSTOOD)).willReturn(new SignUp.SignedUp(USER));

        assertThat(signUp(REQUEST.replace("{", "{\"roles\": [\"ADMIN\"], \"userId\": \"%s\", ".formatted(USER))))
                .hasStatus(HttpStatus.CREATED);
    }

    @Test
    void showsAnAccountToItsOwner() {
        given(profiles.show(USER))
                .willReturn(Optional.of(new Profile(
                        USER,
                        "kim@example.com",
                        "김민수",
                        "민수",
                        "010-1234-5678",
                        Set.of(Role.BUYER),
                        Instant.parse("2026-11-20T03:00:00.123456Z"))));

        assertThat(mvc.get().uri("/api/v1/users/me").header("Authorization", TestTokens.bearer(USER, Role.BUYER)))
                .hasStatusOk()
                .bodyJson()
                .isStrictlyEqualTo("""
                        {
                          "userId": "%s",
                          "email": "kim@example.com",
                          "name": "김민수",
                          "nickname": "민수",
                          "phone": "010-1234-5678",
                          "roles": ["BUYER"],
                          "createdAt": "2026-11-20T03:00:00.123456Z"
                        }
                        """.formatted(USER));
    }

    @Test
    void doesNotKnowAnAccountThatIsGone() {
        given(profiles.show(USER)).willReturn(Optional.empty());
        given(becomeSeller.as(USER)).willReturn(false);
        var bearer = TestTokens.bearer(USER, Role.BUYER);

        assertThat(mvc.get().uri("/api/v1/users/me").header("Authorization", bearer))
                .hasStatus(HttpStatus.NOT_FOUND);
        assertThat(mvc.put().uri("/api/v1/users/me/seller").header("Authorization", bearer))
                .hasStatus(HttpStatus.NOT_FOUND);
    }

    @Test
    void makesTheCallerASeller() {
        given(becomeSeller.as(USER)).willReturn(true);

        assertThat(mvc.put()
                        .uri("/api/v1/users/me/seller")
                        .header("Authorization", TestTokens.bearer(USER, Role.BUYER)))
                .hasStatus(HttpStatus.NO_CONTENT);
        then(becomeSeller).should().as(USER);
    }

    @Test
    void asksWhoIsCalling() {
        assertThat(mvc.get().uri("/api/v1/users/me").header("X-User-Id", USER))
                .hasStatus(HttpStatus.UNAUTHORIZED)
                .hasContentType(MediaType.APPLICATION_PROBLEM_JSON)
                .bodyJson()
                .extractingPath("$.code")
                .isEqualTo("TOKEN_MISSING");
        assertThat(mvc.put().uri("/api/v1/users/me/seller")).hasStatus(HttpStatus.UNAUTHORIZED);
        assertThat(mvc.get().uri("/api/v1/users")).hasStatus(HttpStatus.UNAUTHORIZED);
        then(becomeSeller).shouldHaveNoInteractions();
    }

    private MvcTestResult signUp(String body) {
        return mvc.post()
                .uri("/api/v1/users")
                .contentType(MediaType.APPLICATION_JSON)
                .content(body)
                .exchange();
    }
}
