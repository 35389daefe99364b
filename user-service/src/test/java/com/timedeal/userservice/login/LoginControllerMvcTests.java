package com.timedeal.userservice.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.BDDMockito.given;
import static org.mockito.BDDMockito.then;

import com.timedeal.servicedefaults.identity.Role;
import com.timedeal.servicedefaults.identity.TestIdentity;
import com.timedeal.servicedefaults.ids.TimeOrderedIds;
import com.timedeal.userservice.account.VerifyCredentials;
import com.timedeal.userservice.password.Password;
import com.timedeal.userservice.token.AccessToken;
import com.timedeal.userservice.token.IssueAccessToken;
import java.time.Duration;
import java.util.Set;
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

@WebMvcTest(LoginController.class)
@Import(LoginConfiguration.class)
@ContextConfiguration(initializers = TestIdentity.class)
class LoginControllerMvcTests {

    private static final String REQUEST = "{\"email\": \"kim@example.com\", \"password\": \" correct horse\"}";

    @Autowired
    private MockMvcTester mvc;

    @MockitoBean
    private VerifyCredentials credentials;

    @MockitoBean
    private IssueAccessToken tokens;

    @Test
    void answersATokenForTheRightPassword() {
        var user = TimeOrderedIds.next();
        given(credentials.verify("kim@example.com", new Password(" correct horse")))
                .willReturn(new VerifyCredentials.Verified(user, Set.of(Role.BUYER)));
        given(tokens.to(user, Set.of(Role.BUYER))).willReturn(new AccessToken("h.p.s", Duration.ofMinutes(10)));

        assertThat(logIn(REQUEST))
                .hasStatusOk()
                .hasHeader("Cache-Control", "no-cache, no-store, max-age=0, must-revalidate")
                .bodyJson()
                .isStrictlyEqualTo("{\"accessToken\": \"h.p.s\", \"tokenType\": \"Bearer\", \"expiresIn\": 600}");
    }

    @Test
    void refusesWithoutSayingWhy() {
        given(credentials.verify(any(), any())).willReturn(new VerifyCredentials.Refused());

        assertThat(logIn(REQUEST))
                .hasStatus(HttpStatus.UNAUTHORIZED)
                .hasContentType(MediaType.APPLICATION_PROBLEM_JSON)
                .bodyJson()
                .isStrictlyEqualTo("""
                        {
                          "type": "https://timedeal.dev/problems/bad-credentials",
                          "title": "Bad credentials",
                          "status": 401,
                          "detail": "The e-mail address or the password is wrong.",
                          "instance": "/api/v1/auth/login",
                          "code": "BAD_CREDENTIALS"
                        }
                        """);
        then(tokens).shouldHaveNoInteractions();
    }

    @Test
    void saysWhenToComeBackWhenBusy() {
        given(credentials.verify(any(), any())).willReturn(new VerifyCredentials.Busy());

        var answer = logIn(REQUEST);

        assertThat(answer)
                .hasStatus(HttpStatus.TOO_MANY_REQUESTS)
                .bodyJson()
                .extractingPath("$.code")
                .isEqualTo("BUSY");
        assertThat(answer.getResponse().getHeader("Retry-After")).matches("[1-3]");
    }

    @Test
    void needsBothFields() {
        assertThat(logIn("{\"email\": \"kim@example.com\"}")).hasStatus(HttpStatus.BAD_REQUEST);
        assertThat(logIn("{\"password\": \"correct horse\"}")).hasStatus(HttpStatus.BAD_REQUEST);
        assertThat(logIn("{\"email\": null, \"password\": null}")).hasStatus(HttpStatus.BAD_REQUEST);
        then(credentials).shouldHaveNoInteractions();
    }

    @Test
    void needsNoTokenButRefusesAWrongOne() {
        given(credentials.verify(any(), any())).willReturn(new VerifyCredentials.Refused());

        assertThat(mvc.post()
                        .uri("/api/v1/auth/login")
                        .header("Authorization", "Bearer not.a.token")
                        .contentType(MediaType.APPLICATION_JSON)
                        .content(REQUEST))
                .hasStatus(HttpStatus.UNAUTHORIZED)
                .bodyJson()
                .extractingPath("$.code")
                .isEqualTo("INVALID_TOKEN");
    }

    private MvcTestResult logIn(String body) {
        return mvc.post()
                .uri("/api/v1/auth/login")
                .contentType(MediaType.APPLICATION_JSON)
                .content(body)
                .exchange();
    }
}
