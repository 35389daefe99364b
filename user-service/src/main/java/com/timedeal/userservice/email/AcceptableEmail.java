package com.timedeal.userservice.email;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Text that {@link EmailAddress} accepts. Null passes: say {@code @NotNull} too. */
@Target(ElementType.FIELD)
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = AcceptableEmail.Check.class)
public @interface AcceptableEmail {

    String message() default
            "must be an e-mail address like name@example.com, at most 254 characters, without blanks around it";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** Asks the rule itself. */
    class Check implements ConstraintValidator<AcceptableEmail, String> {

        @Override
        public boolean isValid(String typed, ConstraintValidatorContext context) {
            return typed == null || EmailAddress.parse(typed).isPresent();
        }
    }
}
