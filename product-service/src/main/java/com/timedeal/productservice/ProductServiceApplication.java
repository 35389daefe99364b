package com.timedeal.productservice;

import com.timedeal.servicedefaults.identity.OpenEndpoints;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;

@SpringBootApplication
@ConfigurationPropertiesScan
class ProductServiceApplication {

    public static void main(String[] args) {
        SpringApplication.run(ProductServiceApplication.class, args);
    }

    @Bean
    OpenEndpoints shopWindow() {
        return OpenEndpoints.of(
                "GET /api/v1/products",
                "GET /api/v1/products/*",
                "GET /api/v1/categories",
                "GET /api/v1/deals",
                "GET /api/v1/deals/*");
    }
}
