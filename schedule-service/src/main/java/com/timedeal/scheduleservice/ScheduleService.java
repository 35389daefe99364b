package com.timedeal.scheduleservice;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

@SpringBootApplication
@ConfigurationPropertiesScan
public class ScheduleService {

    public static void main(String[] arguments) {
        SpringApplication.run(ScheduleService.class, arguments);
    }
}
