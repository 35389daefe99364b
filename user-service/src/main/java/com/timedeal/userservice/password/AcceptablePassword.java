package com.timedeal.userservice.password;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A password that may be chosen for an account. Null passes: say {@code @NotNull} too. */
@Target(ElementType.FIELD)
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = AcceptablePassword.Check.class)
public @interface AcceptablePassword {

    String message() default
            "must be 8 to 128 characters of any script, kept exactly as typed, and none that is guessed first";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** Asks the password itself. */
    class Check implements ConstraintValidator<AcceptablePassword, Password> {

        @Override
        public boolean isValid(Password password, ConstraintValidatorContext context) {
            return password == null || password.isChoosable();
        }
    }
}
