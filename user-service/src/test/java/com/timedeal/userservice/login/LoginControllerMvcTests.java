package com.timedeal.userservice.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.BDDMockito.given;
import static org.mockito.BDDMockito.then;

import com.timedeal.servicedefaults.edge.ClientAddress;
import com.timedeal.servicedefaults.identity.TestIdentity;
import com.timedeal.userservice.password.Password;
import com.timedeal.userservice.session.RefreshToken;
import com.timedeal.userservice.token.AccessToken;
import java.time.Duration;
import java.util.Optional;
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
    private static final AccessToken ACCESS = new AccessToken("h.p.s", Duration.ofMinutes(10));
    private static final ClientAddress HERE = ClientAddress.parse("127.0.0.1").orElseThrow();
    private static final RefreshToken REFRESH = new RefreshToken("opaque");

    @Autowired
    private MockMvcTester mvc;

    @MockitoBean
    private LogIn logIn;

    @MockitoBean
    private GoOn goOn;

    @MockitoBean
    private LogOut logOut;

    @Test
    void answersTokensForTheRightPassword() {
        given(logIn.with("kim@example.com", new Password(" correct horse"), "browser", HERE))
                .willReturn(new LogIn.LoggedIn(ACCESS, REFRESH));

        assertThat(post("/api/v1/auth/login", REQUEST))
                .hasStatusOk()
                .hasHeader("Cache-Control", "no-cache, no-store, max-age=0, must-revalidate")
                .bodyJson()
                .isStrictlyEqualTo("""
                        {"accessToken": "h.p.s", "tokenType": "Bearer", "expiresIn": 600, "refreshToken": "opaque"}
                        """);
    }

    @Test
    void refusesWithoutSayingWhy() {
        given(logIn.with(any(), any(), any(), any())).willReturn(new LogIn.Refused());

        assertThat(post("/api/v1/auth/login", REQUEST))
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
    }

    @Test
    void saysWhenToComeBack() {
        given(logIn.with(any(), any(), any(), any())).willReturn(new LogIn.Busy());
        var busy = post("/api/v1/auth/login", REQUEST);
        assertThat(busy)
                .hasStatus(HttpStatus.TOO_MANY_REQUESTS)
                .bodyJson()
                .extractingPath("$.code")
                .isEqualTo("BUSY");
        assertThat(busy.getResponse().getHeader("Retry-After")).matches("[1-3]");

        given(logIn.with(any(), any(), any(), any())).willReturn(new LogIn.TooManyTries(Duration.ofMillis(1500)));
        var tries = post("/api/v1/auth/login", REQUEST);
        assertThat(tries)
                .hasStatus(HttpStatus.TOO_MANY_REQUESTS)
                .bodyJson()
                .extractingPath("$.code")
                .isEqualTo("TOO_MANY_TRIES");
        assertThat(tries.getResponse().getHeader("Retry-After")).isEqualTo("2");
    }

    @Test
    void needsBothFields() {
        assertThat(post("/api/v1/auth/login", "{\"email\": \"kim@example.com\"}"))
                .hasStatus(HttpStatus.BAD_REQUEST);
        assertThat(post("/api/v1/auth/login", "{\"password\": \"correct horse\"}"))
                .hasStatus(HttpStatus.BAD_REQUEST);
        assertThat(post("/api/v1/auth/login", "{\"email\": null, \"password\": null}"))
                .hasStatus(HttpStatus.BAD_REQUEST);
        then(logIn).shouldHaveNoInteractions();
    }

    @Test
    void needsNoTokenButRefusesAWrongOne() {
        given(logIn.with(any(), any(), any(), any())).willReturn(new LogIn.Refused());

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

    @Test
    void goesOnOrSaysThatItIsOver() {
        given(goOn.with(REFRESH, "browser")).willReturn(Optional.of(new GoOn.Refreshed(ACCESS, REFRESH)));
        assertThat(post("/api/v1/auth/refresh", "{\"refreshToken\": \"opaque\"}"))
                .hasStatusOk();

        given(goOn.with(REFRESH, "browser")).willReturn(Optional.empty());
        assertThat(post("/api/v1/auth/refresh", "{\"refreshToken\": \"opaque\"}"))
                .hasStatus(HttpStatus.UNAUTHORIZED)
                .bodyJson()
                .extractingPath("$.code")
                .isEqualTo("INVALID_REFRESH_TOKEN");
    }

    @Test
    void logsOut() {
        assertThat(post("/api/v1/auth/logout", "{\"refreshToken\": \"opaque\"}"))
                .hasStatus(HttpStatus.NO_CONTENT);
        then(logOut).should().of(REFRESH);
    }

    private MvcTestResult post(String path, String body) {
        return mvc.post()
                .uri(path)
                .header("User-Agent", "browser")
                .contentType(MediaType.APPLICATION_JSON)
                .content(body)
                .exchange();
    }
}
