package com.timedeal.servicedefaults.problem;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import com.timedeal.servicedefaults.database.CommitOutcomeUnknownException;
import com.timedeal.servicedefaults.idempotency.IdempotencyKey;
import com.timedeal.servicedefaults.paging.PageQuery;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.actuate.autoconfigure.security.servlet.ManagementWebSecurityAutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration;
import org.springframework.boot.autoconfigure.security.oauth2.resource.servlet.OAuth2ResourceServerAutoConfiguration;
import org.springframework.boot.autoconfigure.security.servlet.SecurityAutoConfiguration;
import org.springframework.boot.test.autoconfigure.web.servlet.AutoConfigureMockMvc;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.jdbc.UncategorizedSQLException;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultMatcher;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@SpringBootTest(
        properties = {
            "spring.config.import=classpath:service-defaults.yml",
            "spring.application.name=test-service",
            "timedeal.secrets.allow-samples=true",
            "TIMEDEAL_AMQP_PASSWORD=unused",
            "TIMEDEAL_EUREKA_PASSWORD=unused",
            "TIMEDEAL_DB_NAME=unused",
            "TIMEDEAL_DB_USER=unused",
            "TIMEDEAL_DB_PASSWORD=unused",
            "spring.flyway.enabled=false",
            "eureka.client.enabled=false",
            "spring.autoconfigure.exclude=com.timedeal.servicedefaults.identity.IdentityAutoConfiguration,"
                    + "com.timedeal.servicedefaults.internalcall.InternalCallAutoConfiguration"
        })
@AutoConfigureMockMvc(addFilters = false)
class ProblemAdviceMvcTests {

    @Autowired
    private MockMvc mvc;

    @Test
    void namesTheInvalidFieldsOfABody() throws Exception {
        mvc.perform(post("/things").contentType(MediaType.APPLICATION_JSON).content("{\"name\": \" \", \"count\": 0}"))
                .andExpect(problem(400, "INVALID_REQUEST"))
                .andExpect(jsonPath("$.errors[?(@.field == 'name')].message").value("must not be blank"))
                .andExpect(jsonPath("$.errors[?(@.field == 'count')]").exists());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "{\"name\": \"a\", \"count\": \"2\"}",
                "{\"name\": \"a\", \"count\": 1.5}",
                "{\"name\": \"a\", \"count\": true}",
                "{\"name\": \"a\", \"count\": null}",
                "{\"name\": \"a\"}",
                "{\"name\": \"a\", \"count\": 99999999999}"
            })
    void refusesABodyItCannotRead(String body) throws Exception {
        mvc.perform(post("/things").contentType(MediaType.APPLICATION_JSON).content(body))
                .andExpect(problem(400, "UNREADABLE_BODY"))
                .andExpect(content().string(not(containsString("com.timedeal"))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{'name': 'a', 'count': '2'} | count",
                "{'name': 'a', 'count': null} | count",
                "{'name': 'a'} | count",
                "{'name': 'a', 'count': 99999999999} | count",
                "{'name': 'a', 'count': 1, 'parts': [{'size': 1}, {'size': 'x'}]} | parts[1].size"
            })
    void namesTheFieldThatDoesNotFit(String body, String field) throws Exception {
        var json = body.replace('\'', '"');
        mvc.perform(post("/things").contentType(MediaType.APPLICATION_JSON).content(json))
                .andExpect(problem(400, "UNREADABLE_BODY"))
                .andExpect(jsonPath("$.errors[0].field").value(field))
                .andExpect(jsonPath("$.detail").value(containsString("The field " + field + " ")));
    }

    @Test
    void namesNoFieldWhereTheBodyIsNotJson() throws Exception {
        for (var body : List.of("{\"name\": \"a\", \"count\": 1, \"parts\": [{]", "[]", "")) {
            mvc.perform(post("/things").contentType(MediaType.APPLICATION_JSON).content(body))
                    .andExpect(problem(400, "UNREADABLE_BODY"))
                    .andExpect(jsonPath("$.errors").doesNotExist());
        }
    }

    @Test
    void refusesAPageThatIsOutOfBounds() throws Exception {
        mvc.perform(get("/things?size=101"))
                .andExpect(problem(400, "INVALID_REQUEST"))
                .andExpect(jsonPath("$.errors[0].field").value("size"));
    }

    @Test
    void keepsClassNamesOutOfBindingErrors() throws Exception {
        mvc.perform(get("/things?page=first"))
                .andExpect(problem(400, "INVALID_REQUEST"))
                .andExpect(jsonPath("$.errors[0].field").value("page"))
                .andExpect(content().string(not(containsString("java.lang"))));
    }

    @Test
    void refusesAPathThatIsNoId() throws Exception {
        mvc.perform(get("/things/one"))
                .andExpect(problem(400, "BAD_REQUEST"))
                .andExpect(content().string(not(containsString("java."))));
    }

    @Test
    void refusesAMissingOrInvalidParameter() throws Exception {
        mvc.perform(get("/parameters")).andExpect(problem(400, "BAD_REQUEST"));
        mvc.perform(get("/parameters?count=0")).andExpect(problem(400, "INVALID_REQUEST"));
    }

    @Test
    void refusesAMissingIdempotencyKey() throws Exception {
        mvc.perform(post("/keys")).andExpect(problem(400, "IDEMPOTENCY_KEY_MISSING"));
    }

    @Test
    void answersSpringsOwnRefusalsInTheSameShape() throws Exception {
        mvc.perform(get("/keys")).andExpect(problem(405, "METHOD_NOT_ALLOWED")).andExpect(header().exists("Allow"));
        mvc.perform(post("/things").contentType(MediaType.TEXT_PLAIN).content("x"))
                .andExpect(problem(415, "UNSUPPORTED_MEDIA_TYPE"));
    }

    @Test
    void saysNotFoundForWhatIsNotThere() throws Exception {
        mvc.perform(get("/nowhere")).andExpect(problem(404, "NOT_FOUND"));
        mvc.perform(get("/things/" + UUID.randomUUID()))
                .andExpect(problem(404, "NOT_FOUND"))
                .andExpect(jsonPath("$.detail").value("There is no such thing."));
    }

    @ParameterizedTest
    @ValueSource(strings = {"transaction", "lock", "connection", "closed", "read-only"})
    void saysNotDoneWhenStorageIsUnavailable(String failure) throws Exception {
        mvc.perform(get("/failures/" + failure))
                .andExpect(problem(503, "SERVICE_UNAVAILABLE"))
                .andExpect(header().exists(HttpHeaders.RETRY_AFTER))
                .andExpect(content().string(not(containsString("10.0.0.7"))));
    }

    @Test
    void saysUnknownWhenTheCommitFailed() throws Exception {
        mvc.perform(get("/failures/commit"))
                .andExpect(problem(504, "UNKNOWN_OUTCOME"))
                .andExpect(jsonPath("$.detail").value(containsString("Idempotency-Key")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"sql", "bug"})
    void letsNoTextOfAnUnexpectedExceptionOut(String failure) throws Exception {
        mvc.perform(get("/failures/" + failure))
                .andExpect(problem(500, "INTERNAL_ERROR"))
                .andExpect(content().string(not(containsString("10.0.0.7"))));
    }

    private static ResultMatcher problem(int status, String code) {
        var type = "https://timedeal.dev/problems/"
                + code.toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        return result -> {
            status().is(status).match(result);
            content()
                    .contentTypeCompatibleWith(MediaType.APPLICATION_PROBLEM_JSON)
                    .match(result);
            jsonPath("$.status").value(status).match(result);
            jsonPath("$.code").value(code).match(result);
            jsonPath("$.type").value(type).match(result);
            jsonPath("$.title").isNotEmpty().match(result);
            jsonPath("$.detail").isNotEmpty().match(result);
        };
    }

    @Test
    void addsNothingToAnAnswerThatHasBegun() {
        assertThatThrownBy(() -> mvc.perform(get("/half"))).rootCause().hasMessage("in the middle of it");
    }

    @Configuration
    @EnableAutoConfiguration(
            exclude = {
                DataSourceAutoConfiguration.class,
                ManagementWebSecurityAutoConfiguration.class,
                SecurityAutoConfiguration.class,
                OAuth2ResourceServerAutoConfiguration.class
            })
    @Import(Endpoints.class)
    static class Service {}

    record Thing(@NotBlank String name, @Min(1) int count, List<Part> parts) {}

    record Part(int size) {}

    @RestController
    static class Endpoints {

        @PostMapping("/things")
        Thing make(@Valid @RequestBody Thing thing) {
            return thing;
        }

        @GetMapping("/things")
        PageQuery list(@Valid PageQuery page) {
            return page;
        }

        @GetMapping("/things/{id}")
        Thing get(@PathVariable UUID id) {
            throw Problems.notFound("thing");
        }

        @GetMapping("/parameters")
        Map<String, Object> parameters(@RequestParam @Min(1) int count) {
            return Map.of("count", count);
        }

        @PostMapping("/keys")
        IdempotencyKey key(@RequestHeader(name = IdempotencyKey.HEADER, required = false) String key) {
            return IdempotencyKey.of(key);
        }

        @GetMapping("/half")
        void half(HttpServletResponse response) throws IOException {
            response.getWriter().write("the first half");
            response.flushBuffer();
            throw new DataAccessResourceFailureException("in the middle of it");
        }

        @GetMapping("/failures/{failure}")
        Map<String, Object> fail(@PathVariable String failure) {
            throw switch (failure) {
                case "transaction" -> new CannotCreateTransactionException("no connection to 10.0.0.7");
                case "lock" -> new CannotAcquireLockException("lock wait on 10.0.0.7");
                case "connection" -> new DataAccessResourceFailureException("10.0.0.7 is away");
                case "closed" -> new UncategorizedSQLException("insert", "", new SQLException("Connection is closed"));
                case "read-only" ->
                    new UncategorizedSQLException(
                            "insert", "", new SQLException("10.0.0.7 is read-only", "HY000", 1290));
                case "commit" -> new CommitOutcomeUnknownException(new SQLException("10.0.0.7 is away"));
                case "sql" -> new UncategorizedSQLException("insert", "insert into t", new SQLException("at 10.0.0.7"));
                default -> new IllegalStateException("at 10.0.0.7");
            };
        }
    }
}
