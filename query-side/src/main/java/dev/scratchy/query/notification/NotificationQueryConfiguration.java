package dev.scratchy.query.notification;

import dev.scratchy.query.projecting.Projections;
import dev.scratchy.query.projecting.ViewTables;
import org.axonframework.config.ConfigurerModule;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class NotificationQueryConfiguration {

    @Bean
    ConfigurerModule notificationProjection(
            Projections projections, NotificationTable notifications, AudienceTable audience) {
        return projections.projection(
                NotificationProjection.NAME,
                new NotificationProjection(notifications, audience),
                ViewTables.of("notification", "notification_follower", "notification_post"));
    }
}
