namespace Atlas.KmsPortal.Encryption;

/// <content>Source: the public region references of MongoDB Atlas and of the cloud.</content>
public static partial class RegionCatalog
{
    private static readonly Region[] s_aws =
    [
        Aws("US_EAST_1", "us-east-1", "Northern Virginia, USA", "Americas"),
        Aws("US_WEST_2", "us-west-2", "Oregon, USA", "Americas"),
        Aws("CA_CENTRAL_1", "ca-central-1", "Montreal, QC, Canada", "Americas"),
        Aws("CA_WEST_1", "ca-west-1", "Calgary, Canada", "Americas"),
        Aws("US_EAST_2", "us-east-2", "Ohio, USA", "Americas"),
        Aws("US_WEST_1", "us-west-1", "Northern California, USA", "Americas"),
        Aws("SA_EAST_1", "sa-east-1", "Sao Paulo, Brazil", "Americas"),
        Aws("MX_CENTRAL_1", "mx-central-1", "Querétaro, Mexico", "Americas"),
        Aws("AP_SOUTHEAST_1", "ap-southeast-1", "Singapore", "Asia Pacific"),
        Aws("AP_SOUTHEAST_2", "ap-southeast-2", "Sydney, NSW, Australia", "Asia Pacific"),
        Aws("AP_SOUTHEAST_3", "ap-southeast-3", "Jakarta, Indonesia", "Asia Pacific"),
        Aws("AP_SOUTH_1", "ap-south-1", "Mumbai, India", "Asia Pacific"),
        Aws("AP_EAST_1", "ap-east-1", "Hong Kong, China", "Asia Pacific"),
        Aws("AP_EAST_2", "ap-east-2", "Taiwan", "Asia Pacific"),
        Aws("AP_NORTHEAST_1", "ap-northeast-1", "Tokyo, Japan", "Asia Pacific"),
        Aws("AP_NORTHEAST_2", "ap-northeast-2", "Seoul, South Korea", "Asia Pacific"),
        Aws("AP_NORTHEAST_3", "ap-northeast-3", "Osaka, Japan", "Asia Pacific"),
        Aws("AP_SOUTH_2", "ap-south-2", "Hyderabad, India", "Asia Pacific"),
        Aws("AP_SOUTHEAST_4", "ap-southeast-4", "Melbourne, Victoria, Australia", "Asia Pacific"),
        Aws("AP_SOUTHEAST_5", "ap-southeast-5", "Malaysia", "Asia Pacific"),
        Aws("AP_SOUTHEAST_6", "ap-southeast-6", "Auckland", "Asia Pacific"),
        Aws("AP_SOUTHEAST_7", "ap-southeast-7", "Thailand", "Asia Pacific"),
        Aws("EU_WEST_1", "eu-west-1", "Ireland", "Europe"),
        Aws("EU_CENTRAL_1", "eu-central-1", "Frankfurt, Germany", "Europe"),
        Aws("EU_NORTH_1", "eu-north-1", "Stockholm, Sweden", "Europe"),
        Aws("EU_WEST_2", "eu-west-2", "London, England, UK", "Europe"),
        Aws("EU_WEST_3", "eu-west-3", "Paris, France", "Europe"),
        Aws("EU_SOUTH_1", "eu-south-1", "Milan, Italy", "Europe"),
        Aws("EU_CENTRAL_2", "eu-central-2", "Zurich, Switzerland", "Europe"),
        Aws("EU_SOUTH_2", "eu-south-2", "Spain", "Europe"),
        Aws("ME_SOUTH_1", "me-south-1", "Bahrain", "Middle East and Africa"),
        Aws("AF_SOUTH_1", "af-south-1", "Cape Town, South Africa", "Middle East and Africa"),
        Aws("IL_CENTRAL_1", "il-central-1", "Tel Aviv, Israel", "Middle East and Africa"),
        Aws("ME_CENTRAL_1", "me-central-1", "UAE", "Middle East and Africa"),
        Aws("CN_NORTH_1", "cn-north-1", "Beijing, China", "China"),
        Aws("CN_NORTHWEST_1", "cn-northwest-1", "Ningxia, China", "China"),
        Aws("US_GOV_WEST_1", "us-gov-west-1", "US West (AWS GovCloud)", "US Government"),
        Aws("US_GOV_EAST_1", "us-gov-east-1", "US East (AWS GovCloud)", "US Government"),
    ];
}
