package dev.scratchy.shared;

import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;

/** Everything that both sides need in their application context; each side imports it. */
@Configuration(proxyBeanMethods = false)
@ComponentScan
public class SharedKernel {}
