package com.timedeal.userservice.password;

import static org.assertj.core.api.Assertions.assertThat;

import com.nulabinc.zxcvbn.StandardDictionaries;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GuessedFirstTests {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "12345678", "123456789", "1234567890", "87654321", "0987654321", "11111111", "00000000", "12341234",
                "123123123", "11223344", "112233445566", "10203040", "147258369", "19900101", "31121999", "12251999",
                "password", "Password1", "PASSWORD123", "password!", "passw0rd", "P@ssw0rd", "pa$$word", "qwertyuiop",
                "qwerty123", "Qwerty12345", "qwer1234", "1234qwer", "asdfghjkl", "asdf1234", "zxcvbnm123", "1q2w3e4r",
                "1qaz2wsx", "q1w2e3r4", "zaq12wsx", "qazwsxedc", "a1b2c3d4", "abcd1234", "abc12345", "abcdefgh",
                "abcabcabc", "iloveyou", "iloveyou1!", "sunshine", "princess1", "football99", "baseball", "superman",
                "trustno1", "starwars", "whatever", "computer", "internet1", "letmein123", "welcome2024", "admin123",
                "dragon12", "monkey123", "michelle", "jennifer1", "samantha", "liverpool1", "barcelona", "!@#$%^&*",
                "timedeal1", "saranghae1", "testtest"
            })
    void knowsWhatIsTriedFirst(String typed) {
        assertThat(GuessedFirst.includes(typed)).isTrue();
        assertThat(new Password(typed).isChoosable()).isFalse();
        assertThat(new Password(typed).isAcceptable())
                .as("who has it already can still sign in")
                .isTrue();
    }

    @Test
    void knowsTheThreeThousandCommonestOfALeakedList() throws Exception {
        var list = StandardDictionaries.PASSWORDS_LOADER.load().getFrequencies();

        assertThat(list).hasSizeGreaterThan(3_000).contains("password", "iloveyou", "qwertyuiop");
        assertThat(list.subList(0, 3_000)).noneMatch(each -> new Password(each).isChoosable());
        assertThat(list.subList(0, 3_000)).noneMatch(each -> new Password(each.toUpperCase(Locale.ROOT)).isChoosable());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "correct horse battery staple",
                "tall ships sail",
                "passwordless is better",
                "83cb1f02",
                "kq7rt2zp",
                "20260101 at dawn"
            })
    void letsEverythingElseBe(String typed) {
        assertThat(new Password(typed).isChoosable()).isTrue();
    }
}
