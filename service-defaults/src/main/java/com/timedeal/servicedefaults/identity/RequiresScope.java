package com.timedeal.servicedefaults.identity;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What a caller of an {@code /internal/**} endpoint needs: a scope that this service grants it in its own
 * {@code timedeal.identity.callers}, and that its token asks for. An internal endpoint without this lets nobody in.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface RequiresScope {

    /** E.g. {@code stock.reserve}. */
    String value();
}
