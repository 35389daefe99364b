package com.timedeal.userservice.personaldata;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(PersonalDataSettings.class)
class PersonalDataConfiguration {

    @Bean
    Sealing sealing(PersonalDataSettings settings) {
        return new Sealing(KeyFiles.folder(settings.keys()));
    }

    @Bean
    KeyedHash keyedHash(PersonalDataSettings settings) {
        return new KeyedHash(KeyFiles.file(settings.lookupKey(), "HmacSHA256"));
    }
}
