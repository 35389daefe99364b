package com.timedeal.userservice.email;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EmailAddressTests {

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "kim@example.com, kim@example.com",
                "Kim.Min-Su+sale@Example.COM, kim.min-su+sale@example.com",
                "o'neil@example.co.kr, o'neil@example.co.kr",
                "kim@한국.kr, kim@xn--3e0b707e.kr",
                "kim@BÜCHER.example, kim@xn--bcher-kva.example",
                "kim@XN--BCHER-KVA.example, kim@xn--bcher-kva.example",
                "kim@mail。example。com, kim@mail.example.com",
                "k@1.example, k@1.example",
            })
    void knowsAnAddressByOneForm(String typed, String normalised) {
        assertThat(EmailAddress.parse(typed)).contains(new EmailAddress(normalised));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "@",
                "kim",
                "kim@",
                "@example.com",
                " kim@example.com",
                "kim@example.com ",
                "kim @example.com",
                "kim@example.com\n",
                "kim@exam ple.com",
                "kim@localhost",
                "kim@example..com",
                "kim@.example.com",
                "kim@example.com.",
                "kim@-example.com",
                "kim@example-.com",
                "kim@exam_ple.com",
                "kim@[127.0.0.1]",
                "kim@127.0.0.1",
                ".kim@example.com",
                "kim.@example.com",
                "ki..m@example.com",
                "kim@lee@example.com",
                "\"kim\"@example.com",
                "kim<script>@example.com",
                "김@example.com",
                "kim@\ud800.com",
                "kim@example.com\u0000",
            })
    void refusesWhatIsNotAnAddress(String typed) {
        assertThat(EmailAddress.parse(typed)).isEmpty();
    }

    /** Each would become, or look like, somebody else's address once it is lower-cased or mapped. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u212aim@example.com", // Kelvin sign
                "k\u0130m@example.com", // dotted capital I
                "kim@stra\u00dfe.example", // IDNA 2003 reads strasse
                "kim@exam\u200dple.com", // zero-width joiner
            })
    void refusesWhatCouldBeReadAsAnotherAddress(String typed) {
        assertThat(EmailAddress.parse(typed)).isEmpty();
    }

    @Test
    void takesUpTo254CharactersAnd64BeforeTheAt() {
        var domain = "a".repeat(63) + "." + "b".repeat(63) + "." + "c".repeat(57) + ".kr";

        assertThat(EmailAddress.parse("k".repeat(64) + "@" + domain)).isPresent();
        assertThat(EmailAddress.parse("k".repeat(64) + "@c" + domain)).isEmpty();
        assertThat(EmailAddress.parse("k".repeat(65) + "@example.com")).isEmpty();
        assertThat(EmailAddress.parse("kim@" + "a".repeat(64) + ".com")).isEmpty();
    }

    @Test
    void countsTheFormThatIsStored() {
        // Punycode is longer than what was typed.
        assertThat(EmailAddress.parse("k".repeat(64) + "@" + "한국어문자열.".repeat(24) + "kr"))
                .isEmpty();
    }

    @Test
    void tellsNothingInLogs() {
        assertThat(EmailAddress.parse("kim@example.com").orElseThrow().toString())
                .doesNotContain("kim");
    }
}
