package com.timedeal.userservice.account;

import static org.assertj.core.api.Assertions.assertThat;

import com.timedeal.userservice.password.Password;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validation;
import jakarta.validation.Validator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignUpRequestTests {

    private static final Validator VALIDATOR =
            Validation.buildDefaultValidatorFactory().getValidator();

    private static final String EMAIL = "kim@example.com";
    private static final Password PASSWORD = new Password("correct horse");
    private static final String NAME = "김민수";
    private static final String PHONE = "010-1234-5678";
    private static final String TOKEN = "proof";

    @Test
    void acceptsAnOrdinaryRequest() {
        assertThat(refused(new SignUpRequest(EMAIL, PASSWORD, NAME, NAME, PHONE, TOKEN)))
                .isEmpty();
    }

    @Test
    void namesEveryFieldThatIsMissing() {
        assertThat(refused(new SignUpRequest(null, null, null, null, null, null)))
                .containsExactlyInAnyOrder(
                        "email is required",
                        "password is required",
                        "name is required",
                        "nickname is required",
                        "phone is required",
                        "verificationToken is required");
    }

    @ParameterizedTest
    @ValueSource(strings = {"김", "Kim Min Su", "👩‍🚀", "Ole Nordmann-Æsj"})
    void acceptsNamesOfAnyScript(String name) {
        assertThat(refused(new SignUpRequest(EMAIL, PASSWORD, name, name, PHONE, TOKEN)))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", " Kim", "Kim ", "Kim\u3000", "Ki\nm", "Kim\u0000", "Kim\ud83d"})
    void refusesNamesWithBlanksAroundControlsOrHalfCharacters(String name) {
        assertThat(refused(new SignUpRequest(EMAIL, PASSWORD, name, name, PHONE, TOKEN)))
                .containsExactlyInAnyOrder(
                        "name must be 1 to 50 characters, without blanks around it",
                        "nickname must be 1 to 30 characters, without blanks around it");
    }

    @Test
    void countsCharactersNotUtf16Units() {
        assertThat(refused(new SignUpRequest(EMAIL, PASSWORD, "🔑".repeat(50), "🔑".repeat(30), PHONE, TOKEN)))
                .isEmpty();
        assertThat(refused(new SignUpRequest(EMAIL, PASSWORD, "🔑".repeat(51), "🔑".repeat(31), PHONE, TOKEN)))
                .hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"010-1234-5678", "01012345678", "02-123-4567", "031-1234-5678", "+821012345678", "+14155550123"})
    void acceptsKoreanAndInternationalNumbers(String phone) {
        assertThat(refused(new SignUpRequest(EMAIL, PASSWORD, NAME, NAME, phone, TOKEN)))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "112", "010-1234-567a", "1012345678", "+0123456789", "+1234567890123456", "０１０１２３４５６７８"})
    void refusesOtherNumbers(String phone) {
        assertThat(refused(new SignUpRequest(EMAIL, PASSWORD, NAME, NAME, phone, TOKEN)))
                .containsExactly("phone must be a phone number like 010-1234-5678 or +821012345678");
    }

    @Test
    void refusesAShortPassword() {
        assertThat(refused(new SignUpRequest(EMAIL, new Password("1234567"), NAME, NAME, PHONE, TOKEN)))
                .containsExactly(
                        "password must be 8 to 128 characters of any script, kept exactly as typed, and none that is guessed first");
    }

    @Test
    void tellsNothingInLogs() {
        var request = new SignUpRequest(EMAIL, PASSWORD, NAME, NAME, PHONE, TOKEN);

        assertThat(request.toString()).doesNotContain(EMAIL, PASSWORD.typed(), NAME, PHONE);
    }

    private static List<String> refused(SignUpRequest request) {
        return VALIDATOR.validate(request).stream()
                .map(SignUpRequestTests::sentence)
                .toList();
    }

    private static String sentence(ConstraintViolation<SignUpRequest> violation) {
        return violation.getPropertyPath() + " " + violation.getMessage();
    }
}
