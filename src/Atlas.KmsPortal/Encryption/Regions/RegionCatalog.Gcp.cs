namespace Atlas.KmsPortal.Encryption;

/// <content>Google Cloud regions, for clusters only: Atlas offers no private endpoints for Google Cloud KMS.</content>
public static partial class RegionCatalog
{
    private static readonly Region[] s_gcp =
    [
        Gcp("CENTRAL_US", "us-central1", "Iowa, USA", "Americas"),
        Gcp("EASTERN_US", "us-east1", "South Carolina, USA", "Americas"),
        Gcp("US_EAST_4", "us-east4", "Virginia, USA", "Americas"),
        Gcp("US_EAST_5", "us-east5", "Ohio, USA", "Americas"),
        Gcp("US_SOUTH_1", "us-south1", "Texas, USA", "Americas"),
        Gcp("WESTERN_US", "us-west1", "Oregon, USA", "Americas"),
        Gcp("US_WEST_2", "us-west2", "California, USA", "Americas"),
        Gcp("US_WEST_3", "us-west3", "Utah, USA", "Americas"),
        Gcp("US_WEST_4", "us-west4", "Nevada, USA", "Americas"),
        Gcp("NORTH_AMERICA_NORTHEAST_1", "northamerica-northeast1", "Montreal, Canada", "Americas"),
        Gcp("NORTH_AMERICA_NORTHEAST_2", "northamerica-northeast2", "Toronto, Canada", "Americas"),
        Gcp("SOUTH_AMERICA_EAST_1", "southamerica-east1", "Sao Paulo, Brazil", "Americas"),
        Gcp("SOUTH_AMERICA_WEST_1", "southamerica-west1", "Santiago, Chile", "Americas"),
        Gcp("WESTERN_EUROPE", "europe-west1", "Belgium", "Europe"),
        Gcp("EUROPE_NORTH_1", "europe-north1", "Finland", "Europe"),
        Gcp("EUROPE_WEST_2", "europe-west2", "London, England, UK", "Europe"),
        Gcp("EUROPE_WEST_3", "europe-west3", "Frankfurt, Germany", "Europe"),
        Gcp("EUROPE_WEST_4", "europe-west4", "Netherlands", "Europe"),
        Gcp("EUROPE_WEST_6", "europe-west6", "Zurich, Switzerland", "Europe"),
        Gcp("EUROPE_WEST_8", "europe-west8", "Milan, Italy", "Europe"),
        Gcp("EUROPE_WEST_9", "europe-west9", "Paris, France", "Europe"),
        Gcp("EUROPE_CENTRAL_2", "europe-central2", "Warsaw, Poland", "Europe"),
        Gcp("EUROPE_SOUTHWEST_1", "europe-southwest1", "Madrid, Spain", "Europe"),
        Gcp("MIDDLE_EAST_WEST_1", "me-west1", "Tel Aviv, Israel", "Middle East and Africa"),
        Gcp("MIDDLE_EAST_CENTRAL_1", "me-central1", "Doha, Qatar", "Middle East and Africa"),
        Gcp("AFRICA_SOUTH_1", "africa-south1", "Johannesburg, South Africa", "Middle East and Africa"),
        Gcp("EASTERN_ASIA_PACIFIC", "asia-east1", "Changhua County, Taiwan", "Asia Pacific"),
        Gcp("ASIA_EAST_2", "asia-east2", "Hong Kong", "Asia Pacific"),
        Gcp("NORTHEASTERN_ASIA_PACIFIC", "asia-northeast1", "Tokyo, Japan", "Asia Pacific"),
        Gcp("ASIA_NORTHEAST_2", "asia-northeast2", "Osaka, Japan", "Asia Pacific"),
        Gcp("ASIA_NORTHEAST_3", "asia-northeast3", "Seoul, South Korea", "Asia Pacific"),
        Gcp("SOUTHEASTERN_ASIA_PACIFIC", "asia-southeast1", "Jurong West, Singapore", "Asia Pacific"),
        Gcp("ASIA_SOUTH_1", "asia-south1", "Mumbai, India", "Asia Pacific"),
        Gcp("ASIA_SOUTH_2", "asia-south2", "Delhi, India", "Asia Pacific"),
        Gcp("ASIA_SOUTHEAST_2", "asia-southeast2", "Jakarta, Indonesia", "Asia Pacific"),
        Gcp("AUSTRALIA_SOUTHEAST_1", "australia-southeast1", "Sydney, Australia", "Asia Pacific"),
        Gcp("AUSTRALIA_SOUTHEAST_2", "australia-southeast2", "Melbourne, Australia", "Asia Pacific"),
    ];
}
