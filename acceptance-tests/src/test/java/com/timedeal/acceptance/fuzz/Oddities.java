package com.timedeal.acceptance.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.util.RawValue;
import java.util.List;
import java.util.random.RandomGenerator;

/** Values that code forgets: at the edges of types, of columns and of languages. */
final class Oddities {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private static final List<String> NUMBERS = List.of(
            "0",
            "-0",
            "-1",
            "1",
            "1.5",
            "0.1e1",
            "1e3",
            "1e400",
            "-1e400",
            "1e-400",
            "127",
            "32768",
            "2147483647",
            "2147483648",
            "-2147483648",
            "-2147483649",
            "4294967296",
            "9007199254740993",
            "9223372036854775807",
            "9223372036854775808",
            "-9223372036854775808",
            "18446744073709551616",
            "9".repeat(400),
            "9".repeat(1_100),
            "0." + "1".repeat(300),
            "1E999999999");

    private static final List<String> TEXTS = List.of(
            "",
            " ",
            "\t\r\n",
            "null",
            "undefined",
            "NaN",
            "true",
            "1",
            "1e3",
            "-1",
            "0x10",
            "\u0661\u0662\u0663",
            "\uff11\uff12",
            "\u0000",
            "a\u0000b",
            "\u001b[31mred\u001b[0m",
            "one\r\nTWO: forged line",
            "\ud83d\ude00\ud83c\uddf0\ud83c\uddf7",
            "\uac00\ub098\ub2e4",
            "\u1112\u1161\u11ab",
            "e\u0301\u0301\u0301\u0301",
            "\u202Egnp.exe",
            "\ufeff",
            "\u200b\u200d",
            "\uffff",
            "\u0130i\u0131",
            "' or '1'='1",
            "'; drop table orders; -- ",
            "\" or sleep(5)#",
            "\\",
            "%",
            "_%",
            "${jndi:ldap://127.0.0.1:1/a}",
            "#{7*7}",
            "{{7*7}}",
            "=1+1",
            "../../../../etc/hosts",
            "<script>alert(1)</script>",
            "[]",
            "{}",
            "46828c44-0de1-e191-657f",
            "46828c44_0de1_e191_657f_ec033b9ce58c",
            "a".repeat(255),
            "a".repeat(256),
            "\ud83d\ude00".repeat(100),
            "a".repeat(5_000));

    private static final List<String> TIMES = List.of(
            "0000-00-00T00:00:00Z",
            "-999999999-01-01T00:00:00Z",
            "+1000000000-12-31T23:59:59.999999999Z",
            "-1000000000-01-01T00:00:00Z",
            "+999999999-12-31T23:59:59Z",
            "9999-12-31T23:59:59.999999999Z",
            "+10000-01-01T00:00:00Z",
            "1969-12-31T23:59:59Z",
            "0001-01-01T00:00:00Z",
            "2038-01-19T03:14:08Z",
            "2026-02-30T00:00:00Z",
            "2026-06-30T23:59:60Z",
            "2026-01-01",
            "2026-01-01T00:00:00",
            "2026-01-01T00:00:00+14:00",
            "2026-01-01T00:00:00.1234567891Z",
            "PT0S",
            "PT-1S",
            "P-106751991167300D",
            "PT2562047788015215H30M7.999999999S",
            "PT999999999999999999999H");

    /** Names that other software has trusted. */
    private static final List<String> EXTRA_FIELDS = List.of(
            "@class",
            "@type",
            "__proto__",
            "constructor",
            "$ref",
            "id",
            "userId",
            "sellerId",
            "role",
            "roles",
            "status",
            "price",
            "total",
            "discount",
            "version",
            "");

    private Oddities() {}

    static JsonNode value(RandomGenerator random) {
        return switch (random.nextInt(13)) {
            case 0 -> JSON.nullNode();
            // Half of a character, which only an escape can write.
            case 12 -> JSON.rawValueNode(new RawValue("\"a\\ud800\""));
            case 1 -> JSON.booleanNode(random.nextBoolean());
            case 2 -> nothing(random);
            case 3, 4, 5 -> JSON.rawValueNode(new RawValue(one(NUMBERS, random)));
            case 6 -> JSON.textNode(one(NUMBERS, random));
            case 7, 8 -> JSON.textNode(one(TIMES, random));
            default -> JSON.textNode(one(TEXTS, random));
        };
    }

    private static JsonNode nothing(RandomGenerator random) {
        return switch (random.nextInt(4)) {
            case 0 -> JSON.objectNode();
            case 1 -> JSON.arrayNode();
            case 2 -> JSON.arrayNode().addNull().add(1).add("1").add(JSON.objectNode());
            default -> {
                var many = JSON.arrayNode();
                for (var n = 0; n < 2_000; n++) {
                    many.add(JSON.objectNode().put("quantity", n));
                }
                yield many;
            }
        };
    }

    /** Never an id of something that could be. */
    static String text(RandomGenerator random) {
        return switch (random.nextInt(4)) {
            case 0 -> one(NUMBERS, random);
            case 1 -> one(TIMES, random);
            default -> one(TEXTS, random);
        };
    }

    static String fieldName(RandomGenerator random) {
        return one(EXTRA_FIELDS, random);
    }

    static <T> T one(List<T> of, RandomGenerator random) {
        return of.get(random.nextInt(of.size()));
    }
}
