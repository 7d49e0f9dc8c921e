package dev.scratchy.query.history;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Stands before every query. Commands need no view, and an operator has to see what there is. */
@Configuration(proxyBeanMethods = false)
class HistoryConfiguration implements WebMvcConfigurer {

    private final History history;

    HistoryConfiguration(History history) {
        this.history = history;
    }

    @Override
    public void addInterceptors(InterceptorRegistry interceptors) {
        interceptors
                .addInterceptor(new HandlerInterceptor() {
                    @Override
                    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
                        if (request.getMethod().equals("GET")
                                || request.getMethod().equals("HEAD")) {
                            history.demand();
                        }
                        return true;
                    }
                })
                .addPathPatterns("/api/v1/**")
                .excludePathPatterns("/api/v1/admin/**");
    }
}
