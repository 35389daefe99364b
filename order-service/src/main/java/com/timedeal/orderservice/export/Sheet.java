package com.timedeal.orderservice.export;

import java.io.IOException;
import java.util.List;

/**
 * A file that grows by rows. It is complete only after {@link #finish}, and deliberately not closeable: a writer that ends
 * because of an exception must leave a file that nobody takes for whole.
 */
interface Sheet {

    /** @param cells {@link String}, {@link Long}, {@link java.time.LocalDateTime} or null */
    void row(List<?> cells) throws IOException;

    void finish() throws IOException;
}
