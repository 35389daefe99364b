package com.timedeal.orderservice.export;

/**
 * Text that a spreadsheet takes for text. Whatever begins like a formula gets an apostrophe in front: a buyer's name must
 * not be run on a seller's machine. After OWASP, "CSV Injection", with the full-width forms that East Asian versions of
 * Excel also take for formulas.
 */
final class CellText {

    private static final String BEGINS_A_FORMULA = "=+-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20";
    private static final char REPLACEMENT = '\uFFFD';

    private CellText() {}

    /** @param text not null */
    static String of(String text) {
        var printable = printable(text);
        return beginsLikeAFormula(printable) ? "'" + printable : printable;
    }

    private static boolean beginsLikeAFormula(String text) {
        for (var i = 0; i < text.length(); i++) {
            if (BEGINS_A_FORMULA.indexOf(text.charAt(i)) >= 0) {
                return true;
            }
            // Some programs trim first.
            if (!Character.isSpaceChar(text.charAt(i)) && !Character.isWhitespace(text.charAt(i))) {
                return false;
            }
        }
        return false;
    }

    /** XML has no way to say the rest, and Excel calls a file with it damaged. */
    private static String printable(String text) {
        var printable = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            var allowed = c == '\t'
                    || c == '\n'
                    || c == '\r'
                    || c >= 0x20 && c <= 0xD7FF
                    || c >= 0xE000 && c <= 0xFFFD
                    || c >= 0x10000;
            printable.appendCodePoint(allowed ? c : REPLACEMENT);
        });
        return printable.toString();
    }
}
