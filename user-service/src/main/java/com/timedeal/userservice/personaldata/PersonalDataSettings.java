package com.timedeal.userservice.personaldata;

import jakarta.validation.constraints.NotNull;
import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * Where the keys lie.
 *
 * @param keys folder of {@code <id>.key}, 256 bits in Base64 each: the last name encrypts, all decrypt
 * @param lookupKey file of the key of {@link KeyedHash}, 256 bits in Base64; what it hashed is lost with it
 */
@Validated
@ConfigurationProperties("timedeal.personal-data")
record PersonalDataSettings(@NotNull Path keys, @NotNull Path lookupKey) {}
