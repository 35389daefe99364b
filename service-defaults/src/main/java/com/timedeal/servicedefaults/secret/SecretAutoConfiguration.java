package com.timedeal.servicedefaults.secret;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

@AutoConfiguration
class SecretAutoConfiguration {

    private static final int MIN_LENGTH = 16;
    private static final Pattern SAMPLE_WORDS = Pattern.compile(
            "change.?me|change.?it|secret|passw(or)?d|guest|admin|root|sample|example|default|eureka|timedeal|test"
                    + "|placeholder|your|qwerty|letmein|(?:0?123456789?0?)");

    /** A post-processor, so that it speaks before anything tries to connect with the secret. */
    @Bean
    static BeanFactoryPostProcessor refuseWeakSecrets(Environment environment) {
        return beans -> {
            var settings = settings(environment);
            check(settings, settings.required(), environment);
            check(settings, settings.alsoRequired(), environment);
        };
    }

    /** Apart from the others: a service that speaks to no broker needs no password for one. */
    @Bean
    @ConditionalOnClass(name = "org.springframework.amqp.rabbit.core.RabbitTemplate")
    static BeanFactoryPostProcessor refuseWeakBrokerSecret(Environment environment) {
        return beans -> check(settings(environment), List.of("spring.rabbitmq.password"), environment);
    }

    private static SecretSettings settings(Environment environment) {
        return Binder.get(environment).bindOrCreate("timedeal.secrets", SecretSettings.class);
    }

    private static void check(SecretSettings settings, List<String> names, Environment environment) {
        if (!settings.allowSamples()) {
            names.forEach(name -> check(name, value(name, environment)));
        }
    }

    private static String value(String name, Environment environment) {
        try {
            return environment.getProperty(name);
        } catch (IllegalArgumentException e) {
            // The setting refers to an environment variable that is not there.
            throw new WeakSecretException("The secret " + name + " is missing: " + e.getMessage());
        }
    }

    static void check(String name, String value) {
        if (value == null || value.isBlank()) {
            throw new WeakSecretException("The secret " + name + " is missing.");
        }
        // "secret-secret-secret" is long enough, but nothing of it is secret.
        var small = value.toLowerCase(Locale.ROOT);
        var unguessable = SAMPLE_WORDS.matcher(small).replaceAll("");
        if (small.contains("changeme")
                || !unguessable.equals(small) && unguessable.chars().distinct().count() < MIN_LENGTH / 2) {
            throw new WeakSecretException("The secret " + name + " is a well-known sample.");
        }
        if (value.length() < MIN_LENGTH) {
            throw new WeakSecretException("The secret " + name + " is shorter than " + MIN_LENGTH + " characters.");
        }
        if (value.chars().distinct().count() < MIN_LENGTH / 2) {
            throw new WeakSecretException("The secret " + name + " repeats itself.");
        }
    }
}
