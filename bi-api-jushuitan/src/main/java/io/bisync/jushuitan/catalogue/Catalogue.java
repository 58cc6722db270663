package io.bisync.jushuitan.catalogue;

import io.bisync.jushuitan.declaration.PulledEntity;
import io.bisync.loading.listener.LoadedEntities;
import org.springframework.beans.factory.BeanRegistrar;
import org.springframework.beans.factory.BeanRegistry;
import org.springframework.core.env.Environment;

/** Makes the beans of every entity in the list: its topics, its listeners, its pull. */
public final class Catalogue implements BeanRegistrar {

    @Override
    public void register(BeanRegistry registry, Environment environment) {
        registry.register(new LoadedEntities(
                "bi-api-jushuitan",
                Entities.ALL.stream().map(PulledEntity::loaded).toList()));
        Entities.ALL.forEach(
                it -> registry.registerBean(it.name() + ".pull", PulledEntity.class, bean -> bean.supplier(_ -> it)));
    }
}
