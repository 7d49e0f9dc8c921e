package dev.scratchy.benchmarks.stock;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Needs {@code --spring.datasource.url} and {@code --spring.datasource.username} of a PostgreSQL. */
@SpringBootApplication
class StockApplication {

    static void main(String[] arguments) {
        SpringApplication.run(StockApplication.class, arguments);
    }
}
