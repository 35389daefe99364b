package com.timedeal.orderservice.export;

import java.io.IOException;
import java.io.OutputStream;
import java.time.LocalDateTime;
import java.util.List;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;

/** An Excel workbook of one sheet. Text stands in its cell instead of in a table of all texts, which would grow with the file. */
final class XlsxSheet implements Sheet {

    private static final int ROWS_HELD = 200;

    private final Workbook workbook;
    private final Worksheet sheet;
    private int row;

    XlsxSheet(OutputStream out) {
        workbook = new Workbook(out, "Timedeal", "1.0");
        sheet = workbook.newWorksheet("orders");
        sheet.freezePane(0, 1);
    }

    @Override
    public void row(List<?> cells) throws IOException {
        for (var column = 0; column < cells.size(); column++) {
            switch (cells.get(column)) {
                case null -> {}
                case String text -> sheet.inlineString(row, column, CellText.of(text));
                case Long number -> sheet.value(row, column, number);
                case LocalDateTime time -> {
                    sheet.value(row, column, time);
                    sheet.style(row, column).format("yyyy-mm-dd hh:mm:ss").set();
                }
                case Object other -> throw new IllegalArgumentException("No cell: " + other.getClass());
            }
        }
        row++;
        if (row % ROWS_HELD == 0) {
            sheet.flush();
        }
    }

    @Override
    public void finish() throws IOException {
        workbook.finish();
    }
}
